package io.vestnik.reply;

import com.github.f4b6a3.ulid.UlidCreator;
import io.vestnik.alert.DeadLetterAlarm;
import io.vestnik.node.Node;
import io.vestnik.privacy.AtRest;
import io.vestnik.queue.Lease;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The statements on table {@code reply} while a reply waits. Every time is the database's. {@code node} and {@code due} say whose a row
 * is: no due time, it has been told; no node, it waits until due; else it is in a queue, or for the last two minutes of its lease in hand.
 */
@Component
class ReplyRows {

    private static final String INSERT =
            """
            INSERT INTO reply (name, channel, provider, sender, recipient, text, at, account, address, source, message_id, question,
                               keyword, automatic, node, due)
            VALUES (:name, :channel, :provider, :sender, :recipient, :text, :at::timestamptz, :account, :address, :source, :message, :question,
                    :keyword, :automatic, :node, CASE WHEN :account::text IS NOT NULL THEN now() + :lease * interval '1 s' END)
            ON CONFLICT DO NOTHING
            """;
    private static final String REPEATED = "UPDATE reply SET repeated = true WHERE name = :name";
    private static final String BURY = "INSERT INTO dead_letter (id, account, reason, at) VALUES (:id, :account, :reason, now())";
    private static final String TAKE =
            """
            WITH taken AS MATERIALIZED (
                SELECT id FROM reply WHERE due <= now() ORDER BY due LIMIT :limit FOR UPDATE SKIP LOCKED)
            UPDATE reply r SET due = now() + :lease * interval '1 s', node = :node FROM taken t WHERE r.id = t.id
            RETURNING r.name
            """;
    /** Spares what a consumer has claimed in the meantime. */
    private static final String FREE =
            """
            UPDATE reply SET due = now() + interval '1 s', node = NULL
            WHERE name = ANY (:names) AND node = :node AND due > now() + interval '120 s'
            """;
    private static final String DONE = "UPDATE reply SET due = NULL, node = NULL WHERE name = :name AND due IS NOT NULL";
    private static final String AGAIN =
            """
            UPDATE reply SET attempts = attempts + 1, due = now() + :delay * interval '1 ms', node = NULL
            WHERE name = :name AND attempts = :attempts AND due IS NOT NULL
            """;

    private final JdbcClient jdbc;
    private final Node node;
    private final DeadLetterAlarm deadLetters;

    ReplyRows(JdbcClient jdbc, Node node, DeadLetterAlarm deadLetters) {
        this.jdbc = jdbc;
        this.node = node;
        this.deadLetters = deadLetters;
    }

    /** False: it was fetched before. */
    boolean insert(Kept kept) {
        return jdbc.sql(INSERT)
                        .param("name", kept.name())
                        .param("channel", kept.reply().channel())
                        .param("provider", kept.reply().provider())
                        .param("sender", kept.reply().sender())
                        .param("recipient", kept.reply().recipient())
                        .param("text", AtRest.seal("reply.text", kept.name(), kept.reply().text()))
                        .param("at", kept.reply().at().toString())
                        .param("account", kept.account())
                        .param("address", kept.address())
                        .param("source", kept.reply().source())
                        .param("message", kept.heard().last())
                        .param("question", kept.question())
                        .param("keyword", kept.keyword() == null ? null : kept.keyword().toString())
                        .param("automatic", kept.reply().automatic())
                        .param("node", kept.leased() ? node.id() : null)
                        .param("lease", kept.leased() ? Lease.DURATION.toSeconds() : 0)
                        .update()
                == 1;
    }

    void repeated(Kept kept) {
        jdbc.sql(REPEATED).param("name", kept.name()).update();
    }

    /** Nothing of it is told but its name: whose it is must be found out first. */
    void bury(Kept kept) {
        bury(null, "reply " + kept.name() + " on channel " + kept.reply().channel() + " is no account's");
    }

    /** A dead letter, in the running transaction. @param account null: nobody's */
    void bury(String account, String reason) {
        jdbc.sql(BURY)
                .param("id", UlidCreator.getMonotonicUlid().toString())
                .param("account", account)
                .param("reason", reason)
                .update();
        deadLetters.written("reply", 1);
    }

    /** Leases those that are due, the longest waiting first, to be queued by this node. */
    List<String> take(int limit) {
        return jdbc.sql(TAKE)
                .param("limit", limit)
                .param("lease", Lease.DURATION.toSeconds())
                .param("node", node.id())
                .query(String.class)
                .list();
    }

    /** Those leased that could not be queued are due in a second. */
    void free(Collection<String> names) {
        jdbc.sql(FREE).param("names", names.toArray(String[]::new)).param("node", node.id()).update();
    }

    /** False: it has been told before. */
    boolean done(String name) {
        return jdbc.sql(DONE).param("name", name).update() == 1;
    }

    void again(String name, int attempts, Duration delay) {
        jdbc.sql(AGAIN)
                .param("name", name)
                .param("attempts", attempts)
                .param("delay", delay.toMillis())
                .update();
    }
}
