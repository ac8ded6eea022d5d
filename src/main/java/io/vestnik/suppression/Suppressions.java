package io.vestnik.suppression;

import io.vestnik.privacy.HubKey;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The list of dead addresses. */
@Component
public class Suppressions {

    private final byte[] key;
    private final JdbcClient jdbc;

    Suppressions(HubKey hub, JdbcClient jdbc) {
        this.key = hub.of("suppression");
        this.jdbc = jdbc;
    }

    /** Adds in the running transaction, if there is one; what is there already is kept, unless it lasts shorter. */
    public void add(Collection<Suppression> suppressions) {
        throw new UnsupportedOperationException();
    }

    /** What an address is looked up by: the same in SQL, {@code suppression_hash}. */
    public byte[] hash(String address) {
        return HubKey.hmac(key, address.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    }

    /** HMAC's inner padded key, RFC 2104, for {@code suppression_hash}. */
    public byte[] inner() {
        return padded((byte) 0x36);
    }

    /** HMAC's outer padded key. */
    public byte[] outer() {
        return padded((byte) 0x5c);
    }

    private byte[] padded(byte with) {
        byte[] block = new byte[64];
        System.arraycopy(key, 0, block, 0, key.length);
        for (int i = 0; i < block.length; i++) {
            block[i] ^= with;
        }
        return block;
    }
}
