package io.vestnik.callback;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The {@code webhook-signature} header of Standard Webhooks 1.0, "Signature scheme", symmetric. */
public final class WebhookSignature {

    private static final String PREFIX = "whsec_";

    private final Function<String, Optional<String>> secrets;

    /** @param secrets an account's callback secret ({@code whsec_} and Base64) by its id, as it is now */
    public WebhookSignature(Function<String, Optional<String>> secrets) {
        this.secrets = secrets;
    }

    /** With one secret, whoever is asked for. */
    static WebhookSignature by(String secret) {
        return new WebhookSignature(account -> Optional.of(secret));
    }

    /**
     * @param timestamp of this attempt, Unix seconds
     * @return empty when the account has no secret, or one that is not Base64
     */
    Optional<String> of(String account, String id, long timestamp, String body) {
        return secrets.apply(account).flatMap(WebhookSignature::key).map(key -> sign(key, id + "." + timestamp + "." + body));
    }

    private static Optional<byte[]> key(String secret) {
        try {
            byte[] key = Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret);
            return key.length == 0 ? Optional.empty() : Optional.of(key);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String sign(byte[] key, String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
