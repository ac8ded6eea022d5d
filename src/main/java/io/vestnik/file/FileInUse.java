package io.vestnik.file;

/** The same content is being read, by another node or under another name: it must come again. */
public final class FileInUse extends RuntimeException {

    FileInUse() {
        super("a file of the same content is being read now", null, false, false);
    }
}
