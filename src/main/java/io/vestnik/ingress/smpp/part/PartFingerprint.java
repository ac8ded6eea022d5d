package io.vestnik.ingress.smpp.part;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;

/** Tells a part that comes again from another. Not by its times: the relative ones of a repeated submit are other times. */
final class PartFingerprint {

    private PartFingerprint() {}

    /** SHA-256. */
    static byte[] of(LongPart part) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(Objects.requireNonNullElse(part.source(), ""));
            out.writeUTF(part.destination());
            out.writeInt(part.total());
            out.writeInt(part.number());
            out.writeInt(part.dataCoding());
            out.write(part.body());
            return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory has no errors
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM has it
        }
    }
}
