package io.vestnik.channel.sms;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text as short messages: in the GSM alphabet where it has every character, else in UCS-2 (3GPP TS 23.038 §6.2), and in
 * parts that the phone puts together (TS 23.040 §9.2.3.24.1, 8-bit reference).
 */
public final class SmsText {

    /** The part count is one octet. */
    public static final int MAX_PARTS = 255;

    private static final byte DEFAULT_ALPHABET = 0;
    private static final byte UCS2 = 8;

    private final String text;
    private final boolean gsm;
    /** Where each part starts in the text; its length is the number of parts. */
    private final int[] starts;

    private SmsText(String text) {
        this.text = text;
        this.gsm = GsmAlphabet.covers(text);
        this.starts = pack();
    }

    public static SmsText of(String text) {
        return new SmsText(text);
    }

    /** What a text costs in parts; over {@link #MAX_PARTS}: it can't be sent. An empty one costs 1. */
    public static int segments(String text) {
        return of(text).segments();
    }

    public int segments() {
        return starts.length;
    }

    /** SMPP v3.4 §5.2.19: 0 the default alphabet, 8 UCS-2. */
    public byte dataCoding() {
        return gsm ? DEFAULT_ALPHABET : UCS2;
    }

    /** Each part starts with a user data header. */
    public boolean concatenated() {
        return starts.length > 1;
    }

    /**
     * The short_message of each part.
     *
     * @param reference the same for the parts of one text; its low 8 bits count
     * @throws IllegalArgumentException when there would be over {@link #MAX_PARTS}
     */
    public List<byte[]> parts(int reference) {
        if (starts.length > MAX_PARTS) {
            throw new IllegalArgumentException("text: is longer than " + MAX_PARTS + " parts");
        }
        List<byte[]> parts = new ArrayList<>(starts.length);
        for (int i = 0; i < starts.length; i++) {
            int end = i + 1 < starts.length ? starts[i + 1] : text.length();
            byte[] body = encode(text.substring(starts[i], end));
            parts.add(concatenated() ? withHeader(body, reference, i + 1) : body);
        }
        return parts;
    }

    /** Greedy: a part takes whole characters while they fit, so that no pair is cut. */
    private int[] pack() {
        int[] found = new int[4];
        int parts = 1;
        int used = 0;
        int total = 0;
        int single = gsm ? 160 : 70;
        int capacity = gsm ? 153 : 67;
        for (int i = 0, width; i < text.length(); i += width) {
            width = !gsm && Character.charCount(text.codePointAt(i)) == 2 ? 2 : 1;
            int units = gsm ? GsmAlphabet.septets(text.charAt(i)) : width;
            total += units;
            if (used + units > capacity) {
                if (parts == found.length) {
                    found = Arrays.copyOf(found, parts * 2);
                }
                found[parts++] = i;
                used = 0;
            }
            used += units;
        }
        return total <= single ? new int[1] : Arrays.copyOf(found, parts);
    }

    private byte[] encode(String part) {
        return gsm ? GsmAlphabet.encode(part) : part.getBytes(StandardCharsets.UTF_16BE);
    }

    private byte[] withHeader(byte[] body, int reference, int number) {
        byte[] part = new byte[6 + body.length];
        part[0] = 5;
        part[2] = 3;
        part[3] = (byte) reference;
        part[4] = (byte) starts.length;
        part[5] = (byte) number;
        System.arraycopy(body, 0, part, 6, body.length);
        return part;
    }
}
