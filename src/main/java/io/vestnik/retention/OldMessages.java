package io.vestnik.retention;

import com.github.f4b6a3.ulid.Ulid;
import io.vestnik.message.MessageClass;
import io.vestnik.metrics.RetentionMeters;
import io.vestnik.settings.KeepSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Messages that ended long ago, each with its deliveries: of the classes that are kept equally long. An id begins with the time at which
 * its message was accepted, so the primary key has the old ones in front, and nothing else needs to be indexed for them.
 */
class OldMessages extends Passes {

    /** @param other of a class that is kept shorter or longer */
    private record Row(String id, boolean old, boolean other) {}

    private static final String WALK =
            """
            SELECT id, coalesce(final_at < CASE status WHEN 'failed' THEN :failedBefore ELSE :before END::timestamptz, false),
                   class <> ALL (:classes)
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
    private final Set<String> classes;
    private final Duration kept;
    private final Duration failedKept;
    private String first = "";
    private String after = "";
    private boolean stays;

    private OldMessages(JdbcClient jdbc, TransactionTemplate transaction, Set<String> classes, Duration kept, Duration failedKept) {
        super("message", 100, 2_000);
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.classes = classes;
        this.kept = kept;
        this.failedKept = failedKept;
    }

    /** One walk for each time that is kept: mostly one. Failed messages wait for their dead letter. */
    static List<OldMessages> of(KeepSettings keep, JdbcClient jdbc, TransactionTemplate transaction) {
        Map<Duration, Set<String>> byTime = new TreeMap<>();
        for (MessageClass messageClass : MessageClass.values()) {
            String name = messageClass.toString();
            byTime.computeIfAbsent(keep.messages(name), kept -> new TreeSet<>()).add(name);
        }
        return byTime.entrySet().stream()
                .map(each -> new OldMessages(
                        jdbc, transaction, each.getValue(), each.getKey(),
                        each.getKey().compareTo(keep.deadLetters()) > 0 ? each.getKey() : keep.deadLetters()))
                .toList();
    }

    @Override
    Portion take(int size, Instant now) {
        Instant before = now.minus(kept);
        List<Row> rows = jdbc.sql(WALK)
                .param("failedBefore", now.minus(failedKept).toString())
                .param("before", before.toString())
                .param("after", after)
                .param("end", Ulid.min(Math.max(0, before.toEpochMilli())).toString()) // ids begin in 1970
                .param("size", size)
                .param("classes", classes.toArray(String[]::new))
                .query((row, n) -> new Row(row.getString(1), row.getBoolean(2), row.getBoolean(3)))
                .list();
        List<Row> ours = rows.stream().filter(row -> !row.other).toList();
        int removed = remove(ours.stream().filter(Row::old).map(Row::id).toList());
        stays |= removed < ours.size();
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
