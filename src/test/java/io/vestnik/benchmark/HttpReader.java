package io.vestnik.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads HTTP/1.1 requests or answers one after another, from whatever pieces they come in; the body is kept whole. */
final class HttpReader {

    private enum State {
        START, HEADERS, BODY, CHUNK_SIZE, CHUNK, CHUNK_END, TRAILERS
    }

    private static final byte[] CONTENT_LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLOSE = "connection: close".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SIGNATURE = "webhook-signature:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRANSFER_ENCODING = "transfer-encoding:".getBytes(StandardCharsets.US_ASCII);

    private final byte[] line = new byte[512];
    private State state = State.START;
    private int lineLength;
    private byte[] start = new byte[512];
    private int startLength;
    private byte[] body = new byte[2_048];
    private int bodyLength;
    private int left;
    private boolean chunked;
    private boolean last;
    private boolean signed;
    private boolean complete;

    /** Reads to the end of a message or of the input; returns the position after what it took. */
    int read(byte[] in, int from, int to) {
        if (complete) {
            complete = false;
            bodyLength = 0;
        }
        int at = from;
        while (at < to && !complete) {
            switch (state) {
                case BODY, CHUNK -> at = body(in, at, to);
                default -> {
                    byte octet = in[at++];
                    if (octet == '\n') {
                        endOfLine();
                    } else if (octet != '\r' && lineLength < line.length) {
                        line[lineLength++] = octet;
                    }
                }
            }
        }
        return at;
    }

    private int body(byte[] in, int at, int to) {
        int length = Math.min(left, to - at);
        if (bodyLength + length > body.length) {
            body = Arrays.copyOf(body, Math.max(2 * body.length, bodyLength + length));
        }
        System.arraycopy(in, at, body, bodyLength, length);
        bodyLength += length;
        left -= length;
        if (left == 0) {
            if (state == State.CHUNK) {
                state = State.CHUNK_END;
            } else {
                end();
            }
        }
        return at + length;
    }

    private void endOfLine() {
        switch (state) {
            case START -> {
                System.arraycopy(line, 0, start, 0, lineLength);
                startLength = lineLength;
                left = 0;
                chunked = false;
                signed = false;
                state = lineLength == 0 ? State.START : State.HEADERS;
            }
            case HEADERS -> {
                if (lineLength == 0) {
                    endOfHeaders();
                } else if (begins(CONTENT_LENGTH)) {
                    left = Integer.parseInt(new String(line, CONTENT_LENGTH.length, lineLength - CONTENT_LENGTH.length,
                            StandardCharsets.US_ASCII).trim());
                } else if (begins(TRANSFER_ENCODING)) {
                    chunked = true;
                } else if (begins(CLOSE)) {
                    last = true;
                } else if (begins(SIGNATURE)) {
                    signed = true;
                }
            }
            case CHUNK_SIZE -> {
                left = Integer.parseInt(new String(line, 0, lineLength, StandardCharsets.US_ASCII).trim(), 16);
                state = left == 0 ? State.TRAILERS : State.CHUNK;
            }
            case CHUNK_END -> state = State.CHUNK_SIZE;
            case TRAILERS -> {
                if (lineLength == 0) {
                    end();
                }
            }
            default -> throw new IllegalStateException(state.name());
        }
        lineLength = 0;
    }

    private void endOfHeaders() {
        if (chunked) {
            state = State.CHUNK_SIZE;
        } else if (left > 0) {
            state = State.BODY;
        } else {
            end();
        }
    }

    private void end() {
        complete = true;
        state = State.START;
    }

    private boolean begins(byte[] name) {
        if (lineLength < name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if ((line[i] | 0x20) != (name[i] | 0x20)) {
                return false;
            }
        }
        return true;
    }

    /** The last read ended with the end of a message, which is here until the next read. */
    boolean complete() {
        return complete;
    }

    /** Nothing follows on this connection. */
    boolean last() {
        return last;
    }

    /** It has a signature of a webhook; whether it is right is the tests' affair. */
    boolean signed() {
        return signed;
    }

    /** Of an answer. */
    int status() {
        return (start[9] - '0') * 100 + (start[10] - '0') * 10 + start[11] - '0';
    }

    /** Request line or status line. */
    Octets start() {
        return new Octets(start, startLength);
    }

    Octets body() {
        return new Octets(body, bodyLength);
    }
}
