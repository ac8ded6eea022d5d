package io.vestnik.benchmark;

import java.nio.charset.StandardCharsets;

/** Bytes of which some are looked for; the array is the reader's and changes with its next read. */
record Octets(byte[] array, int length) {

    /** Where {@code text} ends for the first time at or after {@code from}; -1: nowhere. */
    int after(byte[] text, int from) {
        for (int at = from; at <= length - text.length; at++) {
            int i = 0;
            while (i < text.length && array[at + i] == text[i]) {
                i++;
            }
            if (i == text.length) {
                return at + i;
            }
        }
        return -1;
    }

    /** The decimal number at a position; 0 where none is. */
    int number(int at) {
        int value = 0;
        for (int i = at; i < length && array[i] >= '0' && array[i] <= '9'; i++) {
            value = value * 10 + array[i] - '0';
        }
        return value;
    }

    boolean has(byte[] text, int at) {
        return at >= 0 && at + text.length <= length && after(text, at) == at + text.length;
    }

    /** For errors. */
    @Override
    public String toString() {
        return new String(array, 0, Math.min(length, 500), StandardCharsets.UTF_8);
    }
}
