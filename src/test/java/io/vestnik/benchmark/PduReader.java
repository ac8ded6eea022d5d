package io.vestnik.benchmark;

import java.util.Arrays;

/** What a carrier or a client must know of a PDU (SMPP v3.4 §3.2); reads in place. */
final class PduReader {

    static final int HEADER = 16;
    static final byte[] NOTHING = new byte[0];

    private final byte[] octets;
    private final int start;
    private byte[] source;
    private byte[] destination;
    private boolean receipt;
    private int number;

    PduReader(byte[] octets, int start) {
        this.octets = octets;
        this.start = start;
    }

    static int length(byte[] octets, int at) {
        return integer(octets, at);
    }

    int command() {
        return integer(octets, start + 4);
    }

    int status() {
        return integer(octets, start + 8);
    }

    int sequence() {
        return integer(octets, start + 12);
    }

    private static int integer(byte[] octets, int at) {
        return octets[at] << 24 | (octets[at + 1] & 0xFF) << 16 | (octets[at + 2] & 0xFF) << 8 | octets[at + 3] & 0xFF;
    }

    /** The fields of submit_sm (§4.4.1). */
    void readSubmit() {
        int at = afterString(start + HEADER) + 2; // service_type, ton, npi
        int end = afterString(at);
        source = Arrays.copyOfRange(octets, at, end - 1);
        at = end + 2;
        end = afterString(at);
        destination = Arrays.copyOfRange(octets, at, end - 1);
        at = afterString(afterString(end + 3)); // esm_class, protocol_id, priority, two times
        receipt = (octets[at] & 1) == 1;
        at += 4; // registered_delivery, replace, data_coding, default message
        number = numberOf(at + 1, octets[at] & 0xFF);
    }

    /** The text begins with it: {@code #000000123#}; -1: it does not. */
    private int numberOf(int at, int length) {
        if (length == 0 || octets[at] != '#') {
            return -1;
        }
        int value = 0;
        for (int i = at + 1; i < at + length && octets[i] != '#'; i++) {
            value = value * 10 + octets[i] - '0';
        }
        return value;
    }

    private int afterString(int at) {
        int i = at;
        while (octets[i] != 0) {
            i++;
        }
        return i + 1;
    }

    /** What follows the header. */
    Octets body() {
        return part(start + HEADER, length(octets, start) - HEADER);
    }

    /** short_message of a submit_sm or deliver_sm. */
    Octets text() {
        int at = afterString(afterString(afterString(start + HEADER) + 2) + 2);
        at = afterString(afterString(at + 3)) + 4;
        return part(at + 1, octets[at] & 0xFF);
    }

    private Octets part(int from, int length) {
        return new Octets(Arrays.copyOfRange(octets, from, from + length), length);
    }

    byte[] source() {
        return source;
    }

    byte[] destination() {
        return destination;
    }

    boolean wantsReceipt() {
        return receipt;
    }

    int number() {
        return number;
    }
}
