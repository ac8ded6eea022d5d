package io.vestnik.retention;

import com.github.f4b6a3.ulid.Ulid;
import io.vestnik.metrics.RetentionMeters;
import io.vestnik.settings.KeepSettings;
import io.vestnik.settings.VestnikSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Messages that ended long ago, each with its deliveries. An id begins with the time at which its message was accepted, so the
 * primary key has the old ones in front, and nothing else needs to be indexed for them.
 */
@Component
class OldMessages extends Passes {

    private record Row(String id, boolean old) {}

    private static final String WALK =
            """
            SELECT id, coalesce(final_at < CASE status WHEN 'failed' THEN :failedBefore ELSE :before END::timestamptz, false)
            FROM message WHERE id > :after AND id < :end ORDER BY id LIMIT :size
            """;
    // The message's row is the lock of all that hangs on it; where somebody has it, something happens yet. An ended message may
    // still have a delivery that waits for its answer: the aggregate keeps the planner from joining with all that waits.
    private static final String REMOVE =
            """
            DELETE FROM message WHERE id IN
                (SELECT m.id FROM message m WHERE m.id = ANY (:ids)
                     AND (SELECT bool_or(d.due IS NOT NULL) FROM delivery d WHERE d.message_id = m.id) IS NOT TRUE
                 ORDER BY m.id FOR UPDATE SKIP LOCKED)
            RETURNING id
            """;
    private static final String REMOVE_DELIVERIES = "DELETE FROM delivery WHERE message_id = ANY (:ids)";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final KeepSettings keep;
    private String first = "";
    private String after = "";
    private boolean stays;

    OldMessages(JdbcClient jdbc, TransactionTemplate transaction, VestnikSettings settings) {
        super("message", 100, 2_000);
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.keep = settings.keep();
    }

    @Override
    Portion take(int size, Instant now) {
        Instant before = keep.messagesSince(now);
        List<Row> rows = jdbc.sql(WALK)
                .param("failedBefore", keep.failedSince(now).toString())
                .param("before", before.toString())
                .param("after", after)
                .param("end", Ulid.min(Math.max(0, before.toEpochMilli())).toString()) // ids begin in 1970
                .param("size", size)
                .query((row, n) -> new Row(row.getString(1), row.getBoolean(2)))
                .list();
        int removed = remove(rows.stream().filter(Row::old).map(Row::id).toList());
        stays |= removed < rows.size();
        after = rows.isEmpty() ? after : rows.get(rows.size() - 1).id;
        if (!stays) {
            first = after; // nothing is left before it: the next pass need not read through what was removed
        }
        boolean end = rows.size() < size;
        if (end) {
            after = first;
            stays = false;
        }
        return new Portion(removed, end);
    }

    private int remove(List<String> old) {
        if (old.isEmpty()) {
            return 0;
        }
        List<String> gone = new ArrayList<>();
        Integer deliveries = transaction.execute(status -> {
            gone.addAll(jdbc.sql(REMOVE).param("ids", old.toArray(String[]::new)).query(String.class).list());
            return jdbc.sql(REMOVE_DELIVERIES).param("ids", gone.toArray(String[]::new)).update();
        });
        RetentionMeters.removed("delivery", deliveries);
        return gone.size();
    }
}
