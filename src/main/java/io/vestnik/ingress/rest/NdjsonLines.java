package io.vestnik.ingress.rest;

import io.vestnik.message.FieldError;
import io.vestnik.message.InvalidMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Lines of JSON. Empty ones are passed over, and counted: an index is a line's place in what was sent. */
final class NdjsonLines {

    static final String TYPE = "application/x-ndjson";

    private NdjsonLines() {}

    /** What is done with a line. */
    interface Reader {
        void read(int index, byte[] line);
    }

    /** @throws InvalidMessage when there are more lines: none of them has been read then */
    static void check(byte[] body, int most) {
        int lines = 0;
        for (int i = 0; i < body.length; i++) {
            if (body[i] == '\n' && i < body.length - 1) {
                lines++;
            }
        }
        if (lines >= most) {
            throw InvalidMessage.malformed(List.of(new FieldError("", "must have at most " + most + " lines")));
        }
    }

    static void each(byte[] body, Reader reader) {
        int start = 0;
        for (int index = 0; start < body.length; index++) {
            int end = start;
            while (end < body.length && body[end] != '\n') {
                end++;
            }
            byte[] line = Arrays.copyOfRange(body, start, end);
            if (!new String(line, StandardCharsets.ISO_8859_1).isBlank()) {
                reader.read(index, line);
            }
            start = end + 1;
        }
    }
}
