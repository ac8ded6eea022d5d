package io.vestnik.privacy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The hub's own key, the same on all nodes: made at the first start. For each purpose there is another one derived from it. */
@Component
public class HubKey {

    private static final int BYTES = 32;
    private static final String COLUMN = "hub_key.key";

    private final byte[] key;

    /** @param keysInUse those that open and seal it, if there is encryption at all */
    HubKey(JdbcClient jdbc, Optional<Encryption> keysInUse) {
        byte[] fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        jdbc.sql("INSERT INTO hub_key (one, key) VALUES (true, :key) ON CONFLICT (one) DO NOTHING").param("key", sealed(fresh)).update();
        byte[] stored = jdbc.sql("SELECT key FROM hub_key").query(byte[].class).single();
        this.key = stored.length == BYTES ? stored : AtRest.open(COLUMN, "", stored);
        // with the key of today, or without one
        jdbc.sql("UPDATE hub_key SET key = :key WHERE key = :stored").param("key", sealed(key)).param("stored", stored).update();
    }

    private static byte[] sealed(byte[] key) {
        return AtRest.seal(COLUMN, "", key);
    }

    /** 32 bytes that are of no use for another purpose. */
    public byte[] of(String purpose) {
        return hmac(key, purpose.getBytes(StandardCharsets.UTF_8));
    }

    /** HMAC-SHA256, RFC 2104. */
    public static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
