package io.vestnik.file;

import java.io.Closeable;
import java.io.IOException;

/** The rows of one file, one after the other. */
interface RowSource extends Closeable {

    /** Characters or octets. */
    int LONGEST_ROW = 1 << 20;

    /**
     * Null: there are no more.
     *
     * @throws BadFile when it can't be read on from here
     */
    SourceRow next() throws IOException;
}
