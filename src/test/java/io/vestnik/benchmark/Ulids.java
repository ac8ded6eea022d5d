package io.vestnik.benchmark;

import java.util.Arrays;

/** The hub's ids and the numbers that they were given for; an open hash table of longs. */
final class Ulids {

    static final int LENGTH = 26;
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final byte[] VALUES = new byte[128];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            VALUES[ALPHABET.charAt(i)] = (byte) i;
        }
    }

    private long[] high = new long[1 << 16];
    private long[] low = new long[1 << 16];
    private int[] numbers = new int[1 << 16];
    private int size;

    static boolean at(Octets octets, int at) {
        if (at < 0 || at + LENGTH > octets.length()) {
            return false;
        }
        for (int i = at; i < at + LENGTH; i++) {
            if (octets.array()[i] < 0 || VALUES[octets.array()[i]] < 0) {
                return false;
            }
        }
        return true;
    }

    /** The first 13 of its digits, 63 bits, and the first bit of the others, for which there is no room beside them. */
    static long high(Octets octets, int at) {
        return half(octets, at) | (long) VALUES[octets.array()[at + LENGTH / 2]] >> 4 << 63;
    }

    static long low(Octets octets, int at) {
        return half(octets, at + LENGTH / 2);
    }

    private static long half(Octets octets, int from) {
        long value = 0;
        for (int i = from; i < from + LENGTH / 2; i++) {
            value = value << 5 | VALUES[octets.array()[i]];
        }
        return value;
    }

    /** @param number from 0 */
    void put(long idHigh, long idLow, int number) {
        if (2 * size >= numbers.length) {
            grow();
        }
        int slot = slot(idHigh, idLow);
        high[slot] = idHigh;
        low[slot] = idLow;
        numbers[slot] = number + 1;
        size++;
    }

    /** -1: not known. */
    int number(long idHigh, long idLow) {
        return numbers[slot(idHigh, idLow)] - 1;
    }

    private int slot(long idHigh, long idLow) {
        long mixed = (idHigh * 31 + idLow) * 0x9E3779B97F4A7C15L;
        int mask = numbers.length - 1;
        int slot = (int) (mixed >>> 32) & mask;
        while (numbers[slot] != 0 && (low[slot] != idLow || high[slot] != idHigh)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        Ulids larger = new Ulids();
        larger.high = new long[2 * high.length];
        larger.low = new long[2 * low.length];
        larger.numbers = new int[2 * numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] != 0) {
                larger.put(high[i], low[i], numbers[i] - 1);
            }
        }
        high = larger.high;
        low = larger.low;
        numbers = larger.numbers;
    }

    static String text(long idHigh, long idLow) {
        char[] text = new char[LENGTH];
        for (int i = 0; i < LENGTH / 2; i++) {
            text[LENGTH / 2 - 1 - i] = ALPHABET.charAt((int) (idHigh >>> 5 * i) & 31);
            text[LENGTH - 1 - i] = ALPHABET.charAt((int) (idLow >>> 5 * i) & 31);
        }
        text[0] = ALPHABET.charAt((int) (idHigh >>> 60) & 7);
        text[LENGTH / 2] = ALPHABET.charAt((int) (idLow >>> 60) & 15 | (int) (idHigh >>> 63) << 4);
        return new String(text);
    }
}
