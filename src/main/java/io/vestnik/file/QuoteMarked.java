package io.vestnik.file;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * A CSV text in which each character that follows a closing quote without being a separator is a mark that no text can have. A CSV
 * reader either ends there or takes the quotes for others than were meant: so it is told which rows are wrong.
 */
final class QuoteMarked extends FilterReader {

    /** The second half of a character, alone. */
    private static final char MARK = '\uDC00';

    private enum State {
        BEGIN,
        PLAIN,
        QUOTED,
        CLOSED
    }

    private final char separator;
    private State state = State.BEGIN;

    QuoteMarked(Reader text, char separator) {
        super(text);
        this.separator = separator;
    }

    /** Whether a cell of such a text has a mark. */
    static boolean isMarked(String cell) {
        return cell.indexOf(MARK) >= 0 && cell.codePoints().anyMatch(c -> c == MARK);
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        for (int i = offset; i < offset + read; i++) {
            state = next(buffer[i]);
            if (state == State.CLOSED && buffer[i] != '"') {
                buffer[i] = MARK;
            }
        }
        return read;
    }

    private State next(char c) {
        if (state == State.QUOTED) {
            return c == '"' ? State.CLOSED : State.QUOTED;
        }
        if (c == separator || c == '\n' || c == '\r') {
            return State.BEGIN;
        }
        if (c == '"' && state != State.PLAIN) {
            return State.QUOTED;
        }
        return state == State.CLOSED ? State.CLOSED : State.PLAIN;
    }
}
