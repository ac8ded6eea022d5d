package io.vestnik.channel.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a webhook proves whose it is.
 *
 * @param when for which calls it is; null: for all
 * @param prefix before what is given; empty: none
 * @param digest null: what is given is the key itself
 * @param base64 false: hexadecimal
 * @param key null: the digest has none, and the secret stands in {@code over}
 * @param over what is signed; null: the raw body
 * @param at seconds since 1970; null: not asked
 */
record Signature(
        Jq when, Template given, String prefix, String digest, boolean base64, Template key, Template over, Template at) {

    static final String[] DIGESTS = {"hmac-sha256", "hmac-sha1", "sha256", "sha1", "md5"};

    private static final Duration LATITUDE = Duration.ofMinutes(5);

    /**
     * In constant time, over the raw bytes.
     *
     * @param names as bytes; null: nothing has it
     * @throws Template.Missing of a name that nothing has
     */
    boolean holds(Function<String, byte[]> names, Instant now) {
        String text = text(given, names);
        byte[] secret = key == null ? null : key.fillBytes(names);
        byte[] signed = over == null ? names.apply("body") : over.fillBytes(names);
        boolean inTime = at == null || isNear(text(at, names), now);
        if (!text.startsWith(prefix) || secret != null && secret.length == 0) {
            return false;
        }
        byte[] told = decoded(text.substring(prefix.length()));
        return told != null && MessageDigest.isEqual(told, digest == null ? secret : digest(secret, signed)) && inTime;
    }

    private static String text(Template template, Function<String, byte[]> names) {
        return new String(template.fillBytes(names), StandardCharsets.UTF_8);
    }

    private static boolean isNear(String seconds, Instant now) {
        return seconds.matches("[0-9]{1,12}")
                && Duration.between(Instant.ofEpochSecond(Long.parseLong(seconds)), now).abs().compareTo(LATITUDE) <= 0;
    }

    /** Null: it is no such text. */
    private byte[] decoded(String text) {
        try {
            if (digest == null) {
                return text.getBytes(StandardCharsets.UTF_8);
            }
            return base64 ? Base64.getDecoder().decode(text) : HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private byte[] digest(byte[] secret, byte[] signed) {
        try {
            if (secret == null) {
                return MessageDigest.getInstance(digest.replace("sha", "sha-").toUpperCase(Locale.ROOT)).digest(signed);
            }
            Mac mac = Mac.getInstance(digest.replace("-", ""));
            mac.init(new SecretKeySpec(secret, mac.getAlgorithm()));
            return mac.doFinal(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has them
        }
    }
}
