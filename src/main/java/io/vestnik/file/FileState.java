package io.vestnik.file;

/**
 * How far a file is.
 *
 * @param status {@code reading}, {@code read}, {@code final} or {@code bad}
 * @param rowsRead number of the last row that is committed
 * @param broken why its rest can't be read; null: it can
 */
record FileState(String id, String status, long rowsRead, long rowsGood, String broken) {

    boolean isReading() {
        return status.equals("reading");
    }

    /** No row of it was accepted. */
    boolean isBad() {
        return status.equals("bad");
    }
}
