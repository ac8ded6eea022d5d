package io.vestnik.watch;

import io.vestnik.message.MessageClass;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What waits in the database. Its statements touch the clock's indexes alone, and a bounded part of them. */
@Component
class WaitingRows {

    /**
     * Rows alike.
     *
     * @param rows at most {@link #MOST}
     * @param overdue how long the oldest could have gone; zero: its time is to come
     */
    record Lane(MessageClass messageClass, String channel, String status, int rows, Duration overdue) {}

    /** As {@link Lane}, of status callbacks. */
    record Callbacks(int rows, Duration overdue) {}

    /** Counting goes no further: more is "too many", and would cost as long as it takes. */
    static final int MOST = 10_000;

    // Lane by lane as the clock finds them (clock/DueRows): one step of the index a lane, one for its oldest.
    private static final String DELIVERIES =
            """
            WITH RECURSIVE lane AS (
                (SELECT status, rank, channel, account FROM delivery WHERE due IS NOT NULL
                 ORDER BY status, rank, channel, account LIMIT 1)
                UNION ALL
                SELECT next.status, next.rank, next.channel, next.account
                FROM lane CROSS JOIN LATERAL
                     (SELECT d.status, d.rank, d.channel, d.account FROM delivery d
                      WHERE d.due IS NOT NULL
                        AND (d.status, d.rank, d.channel, d.account) > (lane.status, lane.rank, lane.channel, lane.account)
                      ORDER BY d.status, d.rank, d.channel, d.account LIMIT 1) next
            ), oldest AS (
                SELECT lane.status, lane.rank, lane.channel, min(d.due) AS due
                FROM lane CROSS JOIN LATERAL
                     (SELECT due FROM delivery
                      WHERE status = lane.status AND rank = lane.rank AND channel = lane.channel AND account = lane.account
                        AND due IS NOT NULL
                      ORDER BY due LIMIT 1) d
                GROUP BY 1, 2, 3
            )
            SELECT status, rank, channel, due,
                   (SELECT count(*) FROM (SELECT FROM delivery d
                                          WHERE d.status = oldest.status AND d.rank = oldest.rank
                                            AND d.channel = oldest.channel AND d.due IS NOT NULL LIMIT :most) few) AS rows
            FROM oldest
            """;
    private static final String CALLBACKS =
            "SELECT (SELECT min(due) FROM callback) AS due, (SELECT count(*) FROM (SELECT FROM callback LIMIT :most) few) AS rows";

    private final JdbcClient jdbc;
    private final Clock clock;

    WaitingRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    List<Lane> lanes() {
        return jdbc.sql(DELIVERIES)
                .param("most", MOST)
                .query((row, n) -> new Lane(
                        MessageClass.values()[row.getInt("rank")],
                        row.getString("channel"),
                        row.getString("status"),
                        row.getInt("rows"),
                        overdue(row)))
                .list();
    }

    Callbacks callbacks() {
        return jdbc.sql(CALLBACKS)
                .param("most", MOST)
                .query((row, n) -> new Callbacks(row.getInt("rows"), overdue(row)))
                .single();
    }

    private Duration overdue(ResultSet row) throws SQLException {
        Instant now = clock.instant();
        Instant due = row.getTimestamp("due") == null ? now : row.getTimestamp("due").toInstant();
        return due.isBefore(now) ? Duration.between(due, now) : Duration.ZERO;
    }
}
