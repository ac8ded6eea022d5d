package io.vestnik.benchmark;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Bytes with holes for a message's number and its recipient, both of fixed width, so that only digits are written for each. */
final class Template {

    static final int DIGITS = 9;
    private static final long FIRST_PHONE = 79_160_000_000L;
    private static final int PHONE_DIGITS = 11;
    /** Recipients that differ. */
    private final int recipients;
    private final byte[] octets;
    private final int[] numbers;
    private final int[] phones;

    /** @param text with {@code {n}} where the number goes, {@code {to}} where the phone goes, without plus */
    Template(String text, int recipients) {
        this.recipients = recipients;
        List<Integer> foundNumbers = new ArrayList<>();
        List<Integer> foundPhones = new ArrayList<>();
        StringBuilder filled = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            if (text.startsWith("{n}", at)) {
                foundNumbers.add(filled.length());
                filled.append("0".repeat(DIGITS));
                at += 3;
            } else if (text.startsWith("{to}", at)) {
                foundPhones.add(filled.length());
                filled.append("0".repeat(PHONE_DIGITS));
                at += 4;
            } else {
                filled.append(text.charAt(at++));
            }
        }
        octets = filled.toString().getBytes(StandardCharsets.US_ASCII);
        numbers = foundNumbers.stream().mapToInt(i -> i).toArray();
        phones = foundPhones.stream().mapToInt(i -> i).toArray();
    }

    /** The recipient of the message with a number below {@code recipients}. */
    static String phone(int number) {
        return Long.toString(FIRST_PHONE + number);
    }

    int length() {
        return octets.length;
    }

    void put(ByteBuffer out, int number) {
        for (int at : numbers) {
            digits(at, DIGITS, number);
        }
        for (int at : phones) {
            digits(at, PHONE_DIGITS, FIRST_PHONE + number % recipients);
        }
        out.put(octets);
    }

    private void digits(int at, int count, long value) {
        long left = value;
        for (int i = at + count - 1; i >= at; i--) {
            octets[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }
}
