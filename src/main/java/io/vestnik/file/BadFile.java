package io.vestnik.file;

/** A file can't be read, or not on from here. The message says why, for its sender: it tells no content. */
final class BadFile extends RuntimeException {

    BadFile(String reason) {
        super(reason, null, false, false);
    }
}
