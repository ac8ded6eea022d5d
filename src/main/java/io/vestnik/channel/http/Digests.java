package io.vestnik.channel.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How descriptions sign, and how they check what is signed. */
final class Digests {

    private static final String STANDARD = "whsec_";

    private Digests() {}

    /**
     * @param name {@code hmac-sha256}, {@code md5}, ...
     * @param key one that begins with {@code whsec_} is the Base64 behind it, as Standard Webhooks has it; null: the digest has none
     */
    static byte[] of(String name, byte[] key, byte[] signed) {
        try {
            if (key == null) {
                return MessageDigest.getInstance(name.replace("sha", "sha-").toUpperCase(Locale.ROOT)).digest(signed);
            }
            Mac mac = Mac.getInstance(name.replace("-", ""));
            mac.init(new SecretKeySpec(bytes(key), mac.getAlgorithm()));
            return mac.doFinal(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has them
        }
    }

    private static byte[] bytes(byte[] key) {
        String text = new String(key, StandardCharsets.UTF_8);
        try {
            return text.startsWith(STANDARD) ? Base64.getDecoder().decode(text.substring(STANDARD.length())) : key;
        } catch (IllegalArgumentException e) {
            return key; // another's secret that begins so
        }
    }

    static String encode(byte[] digest, boolean base64) {
        return base64 ? Base64.getEncoder().encodeToString(digest) : HexFormat.of().formatHex(digest);
    }

    /** @throws IllegalArgumentException when it is no such text */
    static byte[] decode(String text, boolean base64) {
        return base64 ? Base64.getDecoder().decode(text) : HexFormat.of().parseHex(text);
    }
}
