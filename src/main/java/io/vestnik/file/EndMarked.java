package io.vestnik.file;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * A text with a line after its last one that no text can have. A CSV reader takes the end of the text for the end of a quoted field,
 * and would make one cell of all that follows a quote which is not closed: then the mark is in that cell.
 */
final class EndMarked extends FilterReader {

    static final String MARK = "\0";

    private final String end = "\n" + MARK;
    private int told;

    EndMarked(Reader text) {
        super(text);
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int read = told == 0 ? in.read(buffer, offset, length) : -1;
        if (read >= 0 || told == end.length()) {
            return read;
        }
        buffer[offset] = end.charAt(told);
        told++;
        return 1;
    }
}
