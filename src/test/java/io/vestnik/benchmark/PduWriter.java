package io.vestnik.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Writes a carrier's and a client's PDUs (SMPP v3.4) one behind the other, to be sent together. */
final class PduWriter {

    static final int RESPONSE = 0x80000000;
    static final int GENERIC_NACK = 0x80000000;
    static final int BIND_RECEIVER = 1;
    static final int BIND_TRANSMITTER = 2;
    static final int SUBMIT_SM = 4;
    static final int DELIVER_SM = 5;
    static final int DELIVER_SM_RESP = DELIVER_SM | RESPONSE;
    static final int UNBIND = 6;
    static final int BIND_TRANSCEIVER = 9;
    static final int ENQUIRE_LINK = 0x15;
    static final int INVALID_COMMAND = 3;
    static final int THROTTLED = 0x58;
    static final int SYSTEM_ERROR = 8;

    private static final byte VERSION_3_4 = 0x34;
    private static final String LENGTH = "\0"; // written where it is known
    private static final int ID_DIGITS = 16;
    private static final byte ESM_RECEIPT = 4;
    private static final byte DELIVERED = 2;
    private static final byte INTERNATIONAL = 1;
    private static final short RECEIPTED_MESSAGE_ID = 0x001E;
    private static final short MESSAGE_STATE = 0x0427;
    private static final byte[] BEFORE_ID = ascii("id:");
    private static final byte[] AFTER_ID =
            ascii(" sub:001 dlvrd:001 submit date:2601010000 done date:2601010001 stat:DELIVRD err:000 text:");

    private ByteBuffer out = ByteBuffer.allocateDirect(1 << 18);
    private final byte[] id = new byte[ID_DIGITS];

    void empty(int command, int sequence, int status) {
        header(command, sequence, status);
    }

    /** A body of one C string. */
    void named(int command, int sequence, String name) {
        int at = header(command, sequence, 0);
        out.put(ascii(name)).put((byte) 0);
        end(at);
    }

    /** bind_transceiver. */
    void bind(int sequence, String systemId, String password) {
        int at = header(BIND_TRANSCEIVER, sequence, 0);
        out.put(ascii(systemId)).put((byte) 0).put(ascii(password)).put((byte) 0).put((byte) 0).put(VERSION_3_4);
        out.put((byte) 0).put((byte) 0).put((byte) 0);
        end(at);
    }

    /** A submit_sm (§4.4.1) up to its text, with holes, that asks for a receipt, and its text. */
    static Template submit(String sender, String serviceType, int recipients) {
        return new Template(
                serviceType + "\0\5\0" + sender + "\0\1\1{to}\0\0\0\0\0\0\1\0\0\0" + LENGTH + "#{n}# " + SingleForm.TEXT, recipients);
    }

    /** @param template of {@link #submit(String, String, int)} */
    void submit(int sequence, Template template, int number) {
        int at = header(SUBMIT_SM, sequence, 0);
        int body = out.position();
        template.put(out, number);
        int length = 1 + Template.DIGITS + 2 + SingleForm.TEXT.length();
        out.put(body + template.length() - length - 1, (byte) length);
        end(at);
    }

    /** submit_sm_resp. */
    void answer(int sequence, long messageId) {
        int at = header(SUBMIT_SM | RESPONSE, sequence, 0);
        id(messageId);
        out.put(id).put((byte) 0);
        end(at);
    }

    /** deliver_sm (§4.6.1) with a receipt as carriers write it (appendix B), and the parameters that version 3.4 has for it. */
    void receipt(int sequence, Receipt receipt) {
        int at = header(DELIVER_SM, sequence, 0);
        id(receipt.id());
        out.put((byte) 0).put(INTERNATIONAL).put(INTERNATIONAL).put(receipt.destination()).put((byte) 0);
        out.put((byte) 0).put((byte) 0).put(receipt.source()).put((byte) 0);
        out.put(ESM_RECEIPT).put((byte) 0).put((byte) 0).put((byte) 0).put((byte) 0);
        out.put((byte) 0).put((byte) 0).put((byte) 0).put((byte) 0);
        out.put((byte) (BEFORE_ID.length + ID_DIGITS + AFTER_ID.length)).put(BEFORE_ID).put(id).put(AFTER_ID);
        out.putShort(RECEIPTED_MESSAGE_ID).putShort((short) (ID_DIGITS + 1)).put(id).put((byte) 0);
        out.putShort(MESSAGE_STATE).putShort((short) 1).put(DELIVERED);
        end(at);
    }

    private int header(int command, int sequence, int status) {
        if (out.remaining() < 512) {
            out = ByteBuffer.allocateDirect(2 * out.capacity()).put(out.flip());
        }
        int at = out.position();
        out.putInt(PduReader.HEADER).putInt(command).putInt(status).putInt(sequence);
        return at;
    }

    private void end(int start) {
        out.putInt(start, out.position() - start);
    }

    private void id(long value) {
        long left = value;
        for (int i = ID_DIGITS - 1; i >= 0; i--) {
            id[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }

    /** @return whether nothing is left */
    boolean writeTo(SocketChannel channel) throws IOException {
        if (out.position() == 0) {
            return true;
        }
        out.flip();
        channel.write(out);
        boolean all = !out.hasRemaining();
        out.compact();
        return all;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
