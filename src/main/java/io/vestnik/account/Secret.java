package io.vestnik.account;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * A password or key as the settings have it: {@code {sha256}hex}, {@code {bcrypt}hash}, or plain text. What is presented is only
 * ever compared as a digest, in constant time. Safe for use by many threads.
 */
public final class Secret {

    private static final byte[] PROCESS_KEY = new byte[32];
    private static final String BCRYPT_FORM = "\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}";

    static {
        new SecureRandom().nextBytes(PROCESS_KEY);
    }

    private final byte[] sha256; // null: bcrypt
    private final String bcrypt;
    private final byte[] plain; // null: only its digest is known; of all checks, digests of the caller's own need it
    // bcrypt takes 100 ms by design: the one text that matched is remembered, as a hash keyed for this process
    private volatile byte[] verified;

    private Secret(byte[] sha256, String bcrypt, byte[] plain) {
        this.sha256 = sha256;
        this.bcrypt = bcrypt;
        this.plain = plain;
    }

    /** @throws IllegalArgumentException with the rule that was broken, never the secret */
    public static Secret of(String text) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("must not be empty");
        }
        if (text.startsWith("{sha256}")) {
            String hex = text.substring("{sha256}".length());
            if (!hex.matches("[0-9A-Fa-f]{64}")) {
                throw new IllegalArgumentException("{sha256} must be followed by 64 hex digits");
            }
            return new Secret(HexFormat.of().parseHex(hex), null, null);
        }
        if (text.startsWith("{bcrypt}")) {
            String hash = text.substring("{bcrypt}".length());
            if (!hash.matches(BCRYPT_FORM)) {
                throw new IllegalArgumentException("{bcrypt} must be followed by a bcrypt hash, as in $2a$10$…");
            }
            return new Secret(null, hash, null);
        }
        if (isDigest(text)) {
            throw new IllegalArgumentException("must be {sha256}…, {bcrypt}… or plain text");
        }
        return new Secret(sha256(text), null, text.getBytes(StandardCharsets.UTF_8));
    }

    /** It is not as one would type it: what that is, and how long, is not known. */
    static boolean isDigest(String text) {
        return text.matches("(?s)\\{[a-z0-9-]+}.*");
    }

    public boolean matches(String presented) {
        if (sha256 != null) {
            return MessageDigest.isEqual(sha256, sha256(presented));
        }
        byte[] keyed = keyed(presented);
        byte[] known = verified;
        if (known != null && MessageDigest.isEqual(known, keyed)) {
            return true;
        }
        boolean right = BCrypt.checkpw(presented, bcrypt);
        if (right) {
            verified = keyed;
        }
        return right;
    }

    /** False also when only a digest of this secret is known: such a one can't be checked. */
    boolean matches(PasswordDigest presented) {
        return plain != null && presented.isOf(plain);
    }

    boolean isBcrypt() {
        return bcrypt != null;
    }

    /** What a table of secrets is keyed by; null for bcrypt, which can only be tried. */
    String digest() {
        return sha256 == null ? null : HexFormat.of().formatHex(sha256);
    }

    /** As {@code {sha256}} is followed by. */
    public static String digest(String presented) {
        return HexFormat.of().formatHex(sha256(presented));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JVM has it
        }
    }

    private static byte[] keyed(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(PROCESS_KEY, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JVM has it
        }
    }

    @Override
    public String toString() {
        return "Secret";
    }
}
