package io.vestnik.channel.sms;

import java.util.Arrays;

/** The GSM 7 bit default alphabet and its extension table, one septet an octet (3GPP TS 23.038 §6.2.1). */
public final class GsmAlphabet {

    private static final int ESCAPE = 0x1B;
    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ"
            + " !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
            + "¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENDED = "\f^{}\\[~]|€";
    private static final byte[] EXTENDED_CODES = {0x0A, 0x14, 0x28, 0x29, 0x2F, 0x3C, 0x3D, 0x3E, 0x40, 0x65};
    private static final short NONE = -1;
    /** By character: the septet; over 0xFF: ESC and the septet. */
    private static final short[] CODES = codes();

    private GsmAlphabet() {}

    private static short[] codes() {
        short[] codes = new short['€' + 1];
        Arrays.fill(codes, NONE);
        for (int i = 0; i < BASIC.length(); i++) {
            codes[BASIC.charAt(i)] = (short) i;
        }
        codes[ESCAPE] = NONE; // it shifts, it is no character
        for (int i = 0; i < EXTENDED.length(); i++) {
            codes[EXTENDED.charAt(i)] = (short) (ESCAPE << 8 | EXTENDED_CODES[i]);
        }
        return codes;
    }

    /** What a character costs: 1, 2, or 0 when the alphabet does not have it. */
    static int septets(char c) {
        short code = c < CODES.length ? CODES[c] : NONE;
        return code == NONE ? 0 : code > 0xFF ? 2 : 1;
    }

    static boolean covers(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (septets(text.charAt(i)) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Writes a character that the alphabet has; answers the next free position. */
    private static int put(char c, byte[] octets, int at) {
        short code = CODES[c];
        if (code > 0xFF) {
            octets[at++] = ESCAPE;
        }
        octets[at++] = (byte) code;
        return at;
    }

    /** A text that the alphabet has whole. */
    public static byte[] encode(String text) {
        byte[] octets = new byte[text.length() * 2];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            length = put(text.charAt(i), octets, length);
        }
        return Arrays.copyOf(octets, length);
    }

    /** Unknown extensions read as the basic character (TS 23.038 §6.2.1.1); an octet over 0x7F as itself in Latin-1. */
    public static String decode(byte[] octets) {
        StringBuilder text = new StringBuilder(octets.length);
        for (int i = 0; i < octets.length; i++) {
            int code = octets[i] & 0xFF;
            if (code == ESCAPE && i + 1 < octets.length) {
                code = octets[++i] & 0xFF;
                int extended = Arrays.binarySearch(EXTENDED_CODES, (byte) code);
                if (extended >= 0) {
                    text.append(EXTENDED.charAt(extended));
                    continue;
                }
            }
            text.append(code < BASIC.length() ? BASIC.charAt(code) : (char) code);
        }
        return text.toString();
    }
}
