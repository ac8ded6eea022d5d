package io.vestnik.clock;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows whose time has come, found lane by lane, so that a long queue of one account or channel never hides another. */
@Component
class DueRows {

    /** @param rank of the class, 0 goes first */
    record Lane(int rank, String channel, String account) {}

    record Leased(String id, String account, boolean expired) {}

    // A loose index scan: one step a lane, whatever the number of rows.
    private static final String LANES =
            """
            WITH RECURSIVE lane AS (
                (SELECT rank, channel, account FROM delivery WHERE status = :status AND due IS NOT NULL
                 ORDER BY rank, channel, account LIMIT 1)
                UNION ALL
                SELECT next.rank, next.channel, next.account
                FROM lane CROSS JOIN LATERAL
                     (SELECT d.rank, d.channel, d.account FROM delivery d
                      WHERE d.status = :status AND d.due IS NOT NULL
                        AND (d.rank, d.channel, d.account) > (lane.rank, lane.channel, lane.account)
                      ORDER BY d.rank, d.channel, d.account LIMIT 1) next
            )
            SELECT rank, channel, account FROM lane
            """;
    // Each account gets the same share; a validity that ends before the lease ends the lease.
    private static final String LEASE =
            """
            WITH picked AS (
                SELECT d.id, m.valid_until
                FROM unnest(:accounts::text[]) AS a (account)
                CROSS JOIN LATERAL
                    (SELECT id, message_id FROM delivery
                     WHERE status = 'queued' AND rank = :rank AND channel = :channel AND account = a.account
                       AND due IS NOT NULL AND due <= :now::timestamptz
                     ORDER BY due LIMIT :share FOR UPDATE SKIP LOCKED) d
                JOIN message m ON m.id = d.message_id
            )
            UPDATE delivery
            SET node = :node, due = greatest(least(:lease::timestamptz, picked.valid_until), :now::timestamptz + interval '1 s')
            FROM picked WHERE delivery.id = picked.id
            RETURNING delivery.id, delivery.account, picked.valid_until <= :now::timestamptz
            """;
    private static final String OVERDUE =
            """
            SELECT id FROM delivery
            WHERE status = :status AND rank = :rank AND channel = :channel AND account = :account
              AND due IS NOT NULL AND due <= :now::timestamptz
            ORDER BY due LIMIT :limit
            """;
    // What another transaction is changing needs no return, and waiting for it could end in a circle.
    private static final String RETURN =
            """
            UPDATE delivery SET node = NULL, due = :due::timestamptz
            WHERE id IN (SELECT id FROM delivery WHERE id = ANY (:ids) AND status = 'queued' AND node = :node
                         FOR UPDATE SKIP LOCKED)
            """;

    // What a pause held is due at the end of its validity, and leased to nobody: ledger/Message.hold.
    private static final String HELD =
            """
            SELECT d.id FROM delivery d JOIN message m ON m.id = d.message_id
            WHERE d.status = 'queued' AND d.rank = :rank AND d.channel = :channel AND d.account = :account
              AND d.due > :now::timestamptz AND d.node IS NULL AND d.due = m.valid_until
            ORDER BY d.due LIMIT :limit
            """;
    private static final String WAKE =
            "UPDATE delivery SET due = :now::timestamptz WHERE id IN (" + HELD + " FOR UPDATE OF d SKIP LOCKED)";

    private final JdbcClient jdbc;

    DueRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where there is something with a due time, past or to come; in the order in which it should go. */
    List<Lane> lanes(String status) {
        return jdbc.sql(LANES)
                .param("status", status)
                .query((row, n) -> new Lane(row.getInt(1), row.getString(2), row.getString(3)))
                .list();
    }

    /** Takes queued rows that are due, at most {@code share} an account. */
    List<Leased> lease(int rank, String channel, List<String> accounts, int share, String node, Instant now, Instant lease) {
        return jdbc.sql(LEASE)
                .param("rank", rank)
                .param("channel", channel)
                .param("accounts", accounts.toArray(String[]::new))
                .param("share", share)
                .param("node", node)
                .param("now", now.toString())
                .param("lease", lease.toString())
                .query((row, n) -> new Leased(row.getString(1), row.getString(2), row.getBoolean(3)))
                .list();
    }

    List<String> overdue(String status, Lane lane, Instant now, int limit) {
        return jdbc.sql(OVERDUE)
                .param("status", status)
                .param("rank", lane.rank)
                .param("channel", lane.channel)
                .param("account", lane.account)
                .param("now", now.toString())
                .param("limit", limit)
                .query(String.class)
                .list();
    }

    /** Makes due what a pause held; how many. */
    int wake(Lane lane, Instant now, int limit) {
        return held(WAKE, lane, now, limit).update();
    }

    boolean isAnyHeld(Lane lane, Instant now) {
        return !held(HELD, lane, now, 1).query(String.class).list().isEmpty();
    }

    private JdbcClient.StatementSpec held(String sql, Lane lane, Instant now, int limit) {
        return jdbc.sql(sql)
                .param("rank", lane.rank)
                .param("channel", lane.channel)
                .param("account", lane.account)
                .param("now", now.toString())
                .param("limit", limit);
    }

    void giveBack(List<String> ids, String node, Instant due) {
        jdbc.sql(RETURN)
                .param("ids", ids.toArray(String[]::new))
                .param("node", node)
                .param("due", due.toString())
                .update();
    }
}
