package io.vestnik.callback;

import com.github.f4b6a3.ulid.UlidCreator;
import io.vestnik.node.Node;
import io.vestnik.queue.Lease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The statements on table {@code callback}. Every time is the database's, so that the nodes' clocks don't matter. The lease of a
 * queued row is {@link Lease#DURATION}; that of one being sent, 60 s, is longer than line, POST and write-back can take together.
 * A node that is alone writes nothing before the POST: it has in hand what it sends, and does not send a second copy.
 */
public final class CallbackRows {

    /** So much of a lease must be left for a callback to be sent. */
    static final Duration SENDING = Duration.ofSeconds(60);

    private static final String ADD =
            """
            INSERT INTO callback (id, account, message_id, url, body, due, created_at)
            VALUES (:id, :account, :subject, :url, :body, now(), now())
            """;

    /** A second copy of an id finds a shorter lease, or none, and claims nothing. */
    private static final String CLAIM =
            """
            UPDATE callback SET due = now() + interval '60 s', node = :node
            WHERE id = ANY(:ids) AND node IS NOT NULL AND due > now() + interval '60 s'
            RETURNING id, account, message_id, url, body, traceparent, attempts, extract(epoch FROM now() - created_at) AS age
            """;

    private static final String LOAD =
            """
            SELECT id, account, message_id, url, body, traceparent, attempts, extract(epoch FROM now() - created_at) AS age
            FROM callback WHERE id = ANY(:ids) AND node IS NOT NULL AND due > now() + interval '60 s'
            """;

    private static final String TAKE =
            """
            WITH taken AS MATERIALIZED (
                SELECT id FROM callback WHERE due <= now() ORDER BY due LIMIT :limit FOR UPDATE SKIP LOCKED)
            UPDATE callback c SET due = now() + interval '1 s' * :lease, node = :node FROM taken t WHERE c.id = t.id
            RETURNING c.id
            """;

    /** Spares what a consumer has claimed in the meantime. */
    private static final String FREE =
            """
            UPDATE callback SET due = now(), node = NULL
            WHERE id = ANY(:ids) AND node = :node AND due > now() + interval '60 s'
            """;

    private static final String DONE = "DELETE FROM callback WHERE id = ANY(:ids)";

    /** Only while the row is still as it was read. */
    private static final String AGAIN =
            """
            UPDATE callback c
            SET attempts = c.attempts + r.failed, due = now() + r.delay * interval '1 ms', node = NULL
            FROM unnest(:ids::text[], :attempts::int[], :failed::int[], :delays::bigint[]) AS r (id, attempts, failed, delay)
            WHERE c.id = r.id AND c.attempts = r.attempts AND c.node IS NOT NULL
            """;

    private static final String DEAD =
            """
            WITH dead AS (
                DELETE FROM callback c USING unnest(:ids::text[], :letters::text[], :reasons::text[]) AS r (id, letter, reason)
                WHERE c.id = r.id
                RETURNING r.letter, c.account, c.message_id, r.reason,
                          jsonb_build_object('id', c.id, 'url', c.url, 'body', c.body) AS callback)
            INSERT INTO dead_letter (id, account, message_id, reason, callback, at)
            SELECT letter, account, message_id, reason, callback, now() FROM dead
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final FreshCallbacks fresh;
    private final Node node;

    public CallbackRows(JdbcClient jdbc, TransactionTemplate transaction, FreshCallbacks fresh, Node node) {
        this.fresh = fresh;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.node = node;
    }

    /**
     * Owes one, in the running transaction; the clock finds it.
     *
     * @param id the {@code webhook-id}
     * @param subject what it tells of: the id of a message or of a reply
     */
    public void add(String id, String account, String subject, String url, String body) {
        jdbc.sql(ADD)
                .param("id", id)
                .param("account", account)
                .param("subject", subject)
                .param("url", url)
                .param("body", body)
                .update();
    }

    /** The callbacks of a batch from the queue that are this node's to send; the others are sent, or come again by the clock. */
    public List<Callback> claim(Iterable<?> ids) {
        List<Callback> callbacks = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        for (Object id : ids) {
            Callback callback = fresh.take(id.toString());
            if (callback == null) {
                unread.add(id.toString());
            } else {
                callbacks.add(callback);
            }
        }
        if (!unread.isEmpty()) {
            callbacks.addAll(jdbc.sql(node.live() > 1 ? CLAIM : LOAD)
                    .param("ids", unread.toArray(String[]::new))
                    .param("node", node.id())
                    .query(CallbackRows::callback)
                    .list());
        }
        return callbacks;
    }

    private static Callback callback(ResultSet row, int number) throws SQLException {
        return new Callback(
                row.getString("id"),
                row.getString("account"),
                row.getString("message_id"),
                row.getString("url"),
                row.getString("body"),
                row.getString("traceparent"),
                row.getInt("attempts"),
                Duration.ofMillis((long) (row.getDouble("age") * 1000)));
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

    /** Those taken that could not be queued are due at once. */
    public void free(Collection<String> ids) {
        jdbc.sql(FREE).param("ids", ids.toArray(String[]::new)).param("node", node.id()).update();
    }

    /** Writes what became of the claimed rows, in one transaction; answers what was given. */
    List<Result> settle(List<Result> results) {
        transaction.executeWithoutResult(status -> {
            done(of(results, Result.Kind.DONE));
            again(results.stream()
                    .filter(result -> result.kind() == Result.Kind.RETRY || result.kind() == Result.Kind.WAIT)
                    .toList());
            dead(of(results, Result.Kind.DEAD));
        });
        return results;
    }

    private void done(List<Result> results) {
        if (!results.isEmpty()) {
            jdbc.sql(DONE).param("ids", ids(results)).update();
        }
    }

    private void again(List<Result> results) {
        if (!results.isEmpty()) {
            jdbc.sql(AGAIN)
                    .param("ids", ids(results))
                    .param("attempts", array(results, result -> result.callback().attempts(), Integer[]::new))
                    .param("failed", array(results, result -> result.kind() == Result.Kind.RETRY ? 1 : 0, Integer[]::new))
                    .param("delays", array(results, result -> result.delay().toMillis(), Long[]::new))
                    .update();
        }
    }

    private void dead(List<Result> results) {
        if (!results.isEmpty()) {
            jdbc.sql(DEAD)
                    .param("ids", ids(results))
                    .param("letters", array(results, result -> UlidCreator.getMonotonicUlid().toString(), String[]::new))
                    .param("reasons", array(results, Result::reason, String[]::new))
                    .update();
        }
    }

    private static List<Result> of(List<Result> results, Result.Kind kind) {
        return results.stream().filter(result -> result.kind() == kind).toList();
    }

    private static String[] ids(List<Result> results) {
        return array(results, result -> result.callback().id(), String[]::new);
    }

    private static <T> T[] array(
            List<Result> results, Function<Result, T> part, IntFunction<T[]> array) {
        return results.stream().map(part).toArray(array);
    }
}
