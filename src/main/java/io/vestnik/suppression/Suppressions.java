package io.vestnik.suppression;

import io.vestnik.privacy.HubKey;
import io.vestnik.settings.VestnikSettings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The list of dead addresses. */
@Component
public class Suppressions {

    // in key order, so that two who add the same wait for one another, never in a circle
    private static final String ADD =
            """
            INSERT INTO suppression AS s (account, hash, channel, address, reason, source, at, expires)
            SELECT u.account, decode(u.hash, 'hex'), u.channel, u.address, u.reason, u.source, u.at::timestamptz, u.expires::timestamptz
            FROM unnest(:account::text[], :hash::text[], :channel::text[], :address::text[], :reason::text[], :source::text[],
                        :at::text[], :expires::text[]) WITH ORDINALITY
                 AS u (account, hash, channel, address, reason, source, at, expires, place)
            ORDER BY u.place
            ON CONFLICT (account, hash, channel) DO UPDATE
            SET address = excluded.address, reason = excluded.reason, source = excluded.source, at = excluded.at,
                expires = excluded.expires
            WHERE s.expires IS NOT NULL AND (excluded.expires IS NULL OR excluded.expires > s.expires)
            """;
    private static final String HIDE =
            """
            UPDATE suppression s SET address = NULL FROM unnest(:hashes::text[], :channels::text[]) AS u (hash, channel)
            WHERE s.account = :account AND s.hash = decode(u.hash, 'hex') AND (u.channel = '' OR s.channel = u.channel) AND s.address IS NOT NULL
            """;
    private static final String ERASE =
            """
            INSERT INTO suppression (account, hash, channel, reason, source, at)
            SELECT DISTINCT :account, decode(u.hash, 'hex'), '!' || u.channel, 'erased', :source, :now::timestamptz
            FROM unnest(:hashes::text[], :channels::text[]) AS u (hash, channel)
            ON CONFLICT (account, hash, channel) DO UPDATE SET source = excluded.source, at = excluded.at
            """;
    private static final String LIFT_ERASED =
            """
            DELETE FROM suppression s USING unnest(:hashes::text[], :channels::text[], :times::text[]) AS u (hash, channel, at)
            WHERE s.account = :account AND s.hash = decode(u.hash, 'hex') AND s.channel = '!' || u.channel AND s.at <= u.at::timestamptz
            """;

    private final byte[] key;
    private final JdbcClient jdbc;
    private final VestnikSettings.SuppressionSettings settings;

    public Suppressions(HubKey hub, JdbcClient jdbc, VestnikSettings settings) {
        this.key = hub.of("suppression");
        this.jdbc = jdbc;
        this.settings = settings.suppression();
    }

    /** What was found to be dead is taken for dead until {@code vestnik.suppression.keep} is over: numbers and mailboxes change hands. */
    public Suppression dead(String account, String channel, String address, String reason, String source, Instant at) {
        return new Suppression(account, channel, address, reason, source, at, at.plus(settings.keep()));
    }

    /** Adds in the running transaction, if there is one; what is there already is kept, unless it lasts shorter. */
    public void add(Collection<Suppression> suppressions) {
        TreeMap<String, Suppression> byKey = new TreeMap<>(); // a statement can't change a row twice
        for (Suppression each : suppressions) {
            if (!each.address().isEmpty()) { // an erased person's is
                byKey.merge(
                        String.join("\n", each.account(), hex(each.address()), channel(each)), each, (a, b) -> a.lasts(b) ? a : b);
            }
        }
        List<Suppression> rows = List.copyOf(byKey.values());
        if (rows.isEmpty()) {
            return;
        }
        jdbc.sql(ADD)
                .param("account", rows.stream().map(Suppression::account).toArray(String[]::new))
                .param("hash", rows.stream().map(row -> hex(row.address())).toArray(String[]::new))
                .param("channel", rows.stream().map(Suppressions::channel).toArray(String[]::new))
                .param("address", rows.stream().map(Suppression::address).toArray(String[]::new))
                .param("reason", rows.stream().map(Suppression::reason).toArray(String[]::new))
                .param("source", rows.stream().map(Suppression::source).toArray(String[]::new))
                .param("at", rows.stream().map(row -> row.at().toString()).toArray(String[]::new))
                .param("expires", rows.stream().map(row -> row.expires() == null ? null : row.expires().toString()).toArray(String[]::new))
                .update();
    }

    /**
     * The person is erased: in the running transaction. What the list held of these addresses goes on to hold.
     *
     * @param keys as in {@code message.addresses}
     * @param source by which act
     */
    public void erase(String account, Collection<String> keys, String source, Instant now) {
        of(ERASE, account, addressKeys(keys)).param("source", source).param("now", now.toString()).update();
    }

    /** Of these addresses only the hashes are left; how many rows had more. */
    public int hide(String account, Collection<String> keys) {
        return of(HIDE, account, addressKeys(keys)).update();
    }

    /**
     * The person agreed again: what was erased before that may be written to.
     *
     * @param agreed when, by keys of {@code message.addresses}
     */
    public void liftErased(String account, Map<String, Instant> agreed) {
        List<String> keys = addressKeys(agreed.keySet());
        of(LIFT_ERASED, account, keys)
                .param("times", keys.stream().map(key -> agreed.get(key).toString()).toArray(String[]::new))
                .update();
    }

    private JdbcClient.StatementSpec of(String sql, String account, List<String> keys) {
        return jdbc.sql(sql)
                .param("account", account)
                .param("hashes", keys.stream().map(key -> hex(key.substring(key.indexOf(':') + 1))).toArray(String[]::new))
                .param("channels", keys.stream().map(Suppression::channelOf).map(name -> name == null ? "" : name).toArray(String[]::new));
    }

    /** A contact is no address. In one order, so that two wait for one another, never in a circle. */
    private static List<String> addressKeys(Collection<String> keys) {
        return keys.stream().filter(key -> !key.startsWith("contact:")).sorted().toList();
    }

    /** What an address is looked up by: the same in SQL, {@code suppression_hash}. */
    public byte[] hash(String address) {
        return HubKey.hmac(key, lower(address).getBytes(StandardCharsets.UTF_8));
    }

    String hex(String address) {
        return HexFormat.of().formatHex(hash(address));
    }

    private static String channel(Suppression suppression) {
        return suppression.channel() == null ? Suppression.ALL : suppression.channel();
    }

    /** Of ASCII alone, whatever the database's locale lowers besides. */
    private static String lower(String address) {
        StringBuilder lower = new StringBuilder(address);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c + 32));
            }
        }
        return lower.toString();
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
