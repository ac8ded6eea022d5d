package io.vestnik.channel.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * How a webhook proves whose it is.
 *
 * @param when for which calls it is; null: for all
 * @param prefix before what is given, or before each of several with spaces between; empty: none
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
        if (secret != null && secret.length == 0) {
            return false;
        }
        byte[] expected = digest == null ? secret : Digests.of(digest, secret, signed);
        boolean right = false;
        for (String one : digest == null ? List.of(text) : List.of(text.split(" "))) { // several, while their key is changed
            byte[] told = one.startsWith(prefix) ? decoded(one.substring(prefix.length())) : null;
            right |= told != null && MessageDigest.isEqual(told, expected);
        }
        return right && inTime;
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
            return Digests.decode(text, base64);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
