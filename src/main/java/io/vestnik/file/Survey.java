package io.vestnik.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A first look at a whole file, before any row of it counts: what it is known by, and what its octets can be. */
final class Survey {

    static final Charset CP1251 = Charset.forName("windows-1251");

    private static final int BLOCK = 1 << 16;
    private static final byte NOT_IN_CP1251 = (byte) 0x98;
    private static final int SURELY = 1_000;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder(); // reports what it can't decode
    private final ByteBuffer undecoded = ByteBuffer.allocate(2 * BLOCK);
    private final CharBuffer decoded = CharBuffer.allocate(2 * BLOCK);
    private byte[] hash;
    private long size;
    private long sound; // characters of more than one octet
    private long broken; // octets that are no UTF-8
    private long firstBroken;
    private boolean marked; // with a byte order mark
    private boolean cp1251 = true;

    private Survey() {}

    /**
     * @param most octets, unpacked
     * @throws BadFile empty, too large, binary, or no gzip that could be unpacked to its end
     */
    static Survey of(Path file, boolean packed, long most) throws IOException {
        Survey survey = new Survey();
        try (DigestInputStream raw = new DigestInputStream(Files.newInputStream(file), sha256())) {
            InputStream octets = packed ? new GZIPInputStream(raw, BLOCK) : raw;
            byte[] block = new byte[BLOCK];
            for (int n = octets.read(block); n >= 0; n = octets.read(block)) {
                survey.look(block, n, most);
            }
            survey.end();
            raw.transferTo(java.io.OutputStream.nullOutputStream()); // what follows the gzip counts as well
            survey.hash = raw.getMessageDigest().digest();
        } catch (EOFException e) {
            throw new BadFile("its gzip ends too early: it was not uploaded whole");
        } catch (ZipException e) {
            throw new BadFile("it is not gzip, or damaged");
        }
        return survey;
    }

    private void look(byte[] block, int n, long most) {
        size += n;
        if (size > most) {
            throw new BadFile("it has more than " + most + " octets (unpacked)");
        }
        for (int i = 0; i < n; i++) {
            if (block[i] == 0) {
                throw new BadFile("it has octets that are zero: it is binary, or UTF-16; send UTF-8");
            }
            cp1251 &= block[i] != NOT_IN_CP1251;
        }
        if (!isNoUtf8()) {
            undecoded.put(block, 0, n).flip();
            decode(false);
            undecoded.compact();
        }
    }

    private void end() {
        if (size == 0) {
            throw new BadFile("it is empty");
        }
        if (!isNoUtf8()) {
            undecoded.flip();
            decode(true);
        }
    }

    private void decode(boolean last) {
        CoderResult result;
        do {
            result = decoder.decode(undecoded, decoded.clear(), last);
            count(decoded.flip());
            if (result.isError()) {
                firstBroken = broken == 0 ? size - undecoded.remaining() + 1 : firstBroken;
                broken += result.length();
                undecoded.position(undecoded.position() + result.length());
            }
        } while (result.isError());
    }

    private void count(CharBuffer text) {
        marked |= sound + broken == 0 && text.hasRemaining() && text.charAt(0) == '\uFEFF';
        while (text.hasRemaining()) {
            char c = text.get();
            if (c > 0x7F && !Character.isLowSurrogate(c)) {
                sound++;
            }
        }
    }

    /** More of it would not make it one. */
    private boolean isNoUtf8() {
        return broken > SURELY && isForeign();
    }

    /** Rather another charset than UTF-8 that was damaged. */
    private boolean isForeign() {
        return broken > sound && !marked;
    }

    /** SHA-256 of the octets as they were uploaded; of people another one: the same octets may be both. */
    byte[] hash(Content content) {
        return content == Content.MESSAGES ? hash : sha256().digest(hash);
    }

    /**
     * @param setting of the account: auto, utf-8 or cp1251
     * @throws BadFile it is not that
     */
    Charset charset(Form form, String setting) {
        boolean fixed = form == Form.CSV && setting.equals("cp1251");
        boolean either = form == Form.CSV && setting.equals("auto") && isForeign();
        if (!fixed && broken == 0) {
            return StandardCharsets.UTF_8;
        }
        if (!fixed && !either) {
            throw new BadFile("it is not UTF-8 at octet " + firstBroken);
        }
        if (!cp1251) {
            throw new BadFile(fixed ? "it is not CP1251" : "it is neither UTF-8 nor CP1251");
        }
        return CP1251;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM has it
        }
    }
}
