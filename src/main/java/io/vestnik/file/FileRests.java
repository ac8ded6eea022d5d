package io.vestnik.file;

/** No failure: its account's rate makes the file slow, and others wait for its place. It must come again, and goes on where it was. */
public final class FileRests extends RuntimeException {

    FileRests() {
        super("the file has had its turn, and goes on later", null, false, false);
    }
}
