package io.vestnik.suppression;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Dead addresses as an account sees them, and takes them off the list. */
@Component
public class SuppressionList {

    private static final Pattern ID = Pattern.compile("([0-9a-f]{64})(\\.(!|!?[a-z][a-z0-9-]{0,31}))?");

    private static final String LIST =
            """
            SELECT * FROM suppression
            WHERE account = :account AND (:hash::text IS NULL OR hash = decode(:hash, 'hex'))
              AND (:channel::text IS NULL OR channel IN (:channel, '!' || :channel))
              AND (hash, channel) > (decode(:afterHash, 'hex'), :afterChannel) AND (expires IS NULL OR expires > :now::timestamptz)
            ORDER BY hash, channel LIMIT :limit
            """;
    private static final String LIFT =
            """
            DELETE FROM suppression
            WHERE account = :account AND hash = decode(:hash, 'hex') AND (:channel::text IS NULL OR channel = :channel)
              AND reason <> 'erased'
            """;
    private static final String ERASED =
            """
            SELECT count(*) FROM suppression
            WHERE account = :account AND hash = decode(:hash, 'hex') AND (:channel::text IS NULL OR channel IN (:channel, '!' || :channel))
              AND reason = 'erased'
            """;

    /** @param id the same for the same address and channel of an account */
    public record Listed(String id, Suppression suppression) {}

    public enum Lifted {
        DONE,
        /** Only the person can lift it, by agreeing again. */
        ERASED,
        NONE
    }

    private final Suppressions suppressions;
    private final JdbcClient jdbc;

    SuppressionList(Suppressions suppressions, JdbcClient jdbc) {
        this.suppressions = suppressions;
        this.jdbc = jdbc;
    }

    public static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    /**
     * What holds now, in order of the ids.
     *
     * @param address in its normal form; null: any
     * @param channel null: any
     * @param after the id of the last one of the page before; null: from the first
     */
    public List<Listed> list(String account, String address, String channel, int limit, String after, Instant now) {
        return jdbc.sql(LIST)
                .param("account", account)
                .param("hash", address == null ? null : suppressions.hex(address))
                .param("channel", channel)
                .param("afterHash", after == null ? "" : after.substring(0, 64))
                .param("afterChannel", after == null ? "" : channelOf(after))
                .param("now", now.toString())
                .param("limit", limit)
                .query((row, n) -> listed(row))
                .list();
    }

    /** What is stored for the address and the channel of one that was added. */
    public Listed find(Suppression added) {
        return jdbc.sql("SELECT * FROM suppression WHERE account = :account AND hash = :hash AND channel = :channel")
                .param("account", added.account())
                .param("hash", suppressions.hash(added.address()))
                .param("channel", added.channel() == null ? Suppression.ALL : added.channel())
                .query((row, n) -> listed(row))
                .single();
    }

    /** @param channel null: whatever it was suppressed on */
    public Lifted lift(String account, String address, String channel) {
        return liftHash(account, suppressions.hex(address), channel);
    }

    public Lifted lift(String account, String id) {
        return isId(id) ? liftHash(account, id.substring(0, 64), channelOf(id)) : Lifted.NONE;
    }

    private Lifted liftHash(String account, String hash, String channel) {
        int lifted = jdbc.sql(LIFT).param("account", account).param("hash", hash).param("channel", channel).update();
        if (lifted > 0) {
            return Lifted.DONE;
        }
        long left = jdbc.sql(ERASED).param("account", account).param("hash", hash).param("channel", channel).query(Long.class).single();
        return left > 0 ? Lifted.ERASED : Lifted.NONE;
    }

    private static String channelOf(String id) {
        return id.length() > 64 ? id.substring(65) : Suppression.ALL;
    }

    private static Listed listed(ResultSet row) throws SQLException {
        String where = row.getString("channel");
        String channel = where.startsWith(Suppression.ERASED_MARK) ? where.substring(1) : where;
        String hash = HexFormat.of().formatHex(row.getBytes("hash"));
        var expires = row.getTimestamp("expires");
        return new Listed(
                where.equals(Suppression.ALL) ? hash : hash + "." + where,
                new Suppression(
                        row.getString("account"), channel.isEmpty() || channel.equals(Suppression.ALL) ? null : channel, row.getString("address"), row.getString("reason"), row.getString("source"),
                        row.getTimestamp("at").toInstant(), expires == null ? null : expires.toInstant()));
    }
}
