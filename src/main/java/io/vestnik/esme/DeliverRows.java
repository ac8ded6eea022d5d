package io.vestnik.esme;

import com.github.f4b6a3.ulid.UlidCreator;
import io.vestnik.node.Node;
import io.vestnik.privacy.AtRest;
import io.vestnik.queue.Lease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The statements on table {@code esme_deliver}. Every time is the database's. {@code node} and {@code due} say whose a row is, as with
 * callbacks: null, it waits until due; set, it is in a queue, or for the last two minutes of its lease being sent.
 */
@Component
class DeliverRows {

    /**
     * @param deliver that is this node's to send
     * @param early what its client is to be told before it is not acknowledged yet
     * @param lease how long it is
     */
    record Claimed(Deliver deliver, boolean early, Duration lease) {}

    /** So many of an account's rows may go to its client. */
    record Room(String account, String systemId, int most) {}

    /** A second copy of an id finds a shorter lease, or none, and claims nothing. */
    private static final String CLAIM =
            """
            UPDATE esme_deliver SET due = now() + interval '120 s', node = :node
            WHERE id = ANY (:ids) AND node IS NOT NULL AND due > now() + interval '120 s' RETURNING *
            """;
    private static final String LOAD =
            "SELECT * FROM esme_deliver WHERE id = ANY (:ids) AND node IS NOT NULL AND due > now() + interval '120 s'";
    // One that failed again and again holds nothing back: its client has had its chance.
    private static final String CLAIMED =
            """
            WITH claimed AS (%s)
            SELECT c.id, c.account, c.system_id, c.message_id, c.submit_id, c.state, c.code, c.done_at, c.attempts,
                   coalesce(c.source, m.recipient ->> 'phone', '') AS source, coalesce(c.destination, m.sender) AS destination,
                   c.text, CASE WHEN m.text LIKE E'\\001%%' THEN m.text ELSE left(m.text, 20) END AS message_text, coalesce(c.submitted_at, m.created_at, c.done_at) AS submitted_at,
                   EXISTS (SELECT FROM esme_deliver e
                           WHERE e.message_id = c.message_id AND e.state = 1 AND e.submit_id = c.submit_id AND e.id < c.id
                             AND e.attempts < 3) AS early,
                   extract(epoch FROM c.due - now())::int AS lease
            FROM claimed c LEFT JOIN message m ON m.id = c.message_id
            ORDER BY c.id
            """;

    private static final String TAKE =
            """
            WITH taken AS MATERIALIZED (
                SELECT d.id FROM unnest(:accounts::text[], :systemIds::text[], :limits::int[]) AS c (account, system_id, most)
                CROSS JOIN LATERAL (SELECT id FROM esme_deliver
                                    WHERE account = c.account AND system_id = c.system_id AND due <= now()
                                    ORDER BY due LIMIT c.most FOR UPDATE SKIP LOCKED) d)
            UPDATE esme_deliver d SET due = now() + interval '1 s' * :lease, node = :node FROM taken t WHERE d.id = t.id
            RETURNING d.system_id, d.id
            """;

    /** Spares what a consumer has claimed in the meantime. */
    private static final String FREE =
            """
            UPDATE esme_deliver SET due = now() + interval '1 s', node = NULL
            WHERE id = ANY (:ids) AND node = :node AND due > now() + interval '120 s'
            """;

    private static final String DONE = "DELETE FROM esme_deliver WHERE id = ANY (:ids)";

    private static final String AGAIN =
            """
            UPDATE esme_deliver d SET attempts = d.attempts + r.failed, due = now() + r.delay * interval '1 ms', node = NULL
            FROM unnest(:ids::text[], :attempts::int[], :failed::int[], :delays::bigint[]) AS r (id, attempts, failed, delay)
            WHERE d.id = r.id AND d.attempts = r.attempts AND d.node IS NOT NULL
            """;

    // A replay puts the row back as it is: parking/DeadLetters.
    private static final String DEAD =
            """
            WITH dead AS (
                DELETE FROM esme_deliver d USING unnest(:ids::text[], :letters::text[], :reasons::text[]) AS r (id, letter, reason)
                WHERE d.id = r.id
                RETURNING r.letter, d.account, d.message_id, r.reason,
                          jsonb_build_object('id', d.id, 'url', 'smpp:' || d.system_id, 'body', to_jsonb(d)::text) AS callback)
            INSERT INTO dead_letter (id, account, message_id, reason, callback, at)
            SELECT letter, account, message_id, reason, callback, now() FROM dead
            """;

    private static final int BEGINNING = 20; // characters

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Node node;

    DeliverRows(JdbcClient jdbc, TransactionTemplate transaction, Node node) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.node = node;
    }

    /** In the order of their ids. A node that is alone writes nothing: it has in hand what it sends. */
    List<Claimed> claim(Collection<String> ids) {
        return jdbc.sql(CLAIMED.formatted(node.live() > 1 ? CLAIM : LOAD))
                .param("ids", ids.toArray(String[]::new))
                .param("node", node.id())
                .query((row, n) -> new Claimed(
                        deliver(row), row.getBoolean("early"), Duration.ofSeconds(row.getInt("lease"))))
                .list();
    }

    private static Deliver deliver(ResultSet row) throws SQLException {
        int state = row.getInt("state");
        boolean reply = row.wasNull();
        return new Deliver(
                row.getString("id"),
                row.getString("account"),
                row.getString("system_id"),
                row.getString("source"),
                row.getString("destination"),
                text(row),
                row.getString("message_id"),
                row.getString("submit_id"),
                reply ? null : Deliver.State.of(state),
                row.getString("code"),
                reply ? null : row.getTimestamp("submitted_at").toInstant(),
                row.getTimestamp("done_at").toInstant(),
                row.getInt("attempts"));
    }

    /** A reply's own; of a receipt the beginning of the message. */
    private static String text(ResultSet row) throws SQLException {
        String own = row.getString("text");
        if (own != null) {
            return AtRest.open("esme_deliver.text", row.getString("id"), own);
        }
        String message = AtRest.open("message.text", row.getString("message_id"), row.getString("message_text"));
        return message == null ? "" : message.codePoints()
                .limit(BEGINNING)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /**
     * Leases those that are due, the longest waiting first, to be queued by this node: ids by system_id, in their order.
     *
     * @param rooms one a system_id
     */
    Map<String, List<String>> take(List<Room> rooms) {
        Map<String, List<String>> taken = new TreeMap<>();
        jdbc.sql(TAKE)
                .param("accounts", array(rooms, Room::account, String[]::new))
                .param("systemIds", array(rooms, Room::systemId, String[]::new))
                .param("limits", array(rooms, Room::most, Integer[]::new))
                .param("lease", Lease.DURATION.toSeconds())
                .param("node", node.id())
                .query(row -> {
                    taken.computeIfAbsent(row.getString(1), systemId -> new ArrayList<>()).add(row.getString(2));
                });
        taken.values().forEach(ids -> ids.sort(null));
        return taken;
    }

    /** Those leased that could not be queued are due in a second. */
    void free(Collection<String> ids) {
        jdbc.sql(FREE).param("ids", ids.toArray(String[]::new)).param("node", node.id()).update();
    }

    /** Writes what became of claimed rows, in one transaction; answers what was given. */
    List<Told> settle(List<Told> told) {
        transaction.executeWithoutResult(status -> {
            done(of(told, Told.Kind.DONE));
            again(told.stream().filter(one -> one.kind() == Told.Kind.REFUSED || one.kind() == Told.Kind.UNSENT).toList());
            dead(of(told, Told.Kind.DEAD));
        });
        return told;
    }

    private void done(List<Told> told) {
        if (!told.isEmpty()) {
            jdbc.sql(DONE).param("ids", ids(told)).update();
        }
    }

    private void again(List<Told> told) {
        if (!told.isEmpty()) {
            jdbc.sql(AGAIN)
                    .param("ids", ids(told))
                    .param("attempts", array(told, one -> one.deliver().attempts(), Integer[]::new))
                    .param("failed", array(told, one -> one.kind() == Told.Kind.REFUSED ? 1 : 0, Integer[]::new))
                    .param("delays", array(told, one -> one.delay().toMillis(), Long[]::new))
                    .update();
        }
    }

    private void dead(List<Told> told) {
        if (!told.isEmpty()) {
            jdbc.sql(DEAD)
                    .param("ids", ids(told))
                    .param("letters", array(told, one -> UlidCreator.getMonotonicUlid().toString(), String[]::new))
                    .param("reasons", array(told, Told::reason, String[]::new))
                    .update();
        }
    }

    private static List<Told> of(List<Told> told, Told.Kind kind) {
        return told.stream().filter(one -> one.kind() == kind).toList();
    }

    private static String[] ids(List<Told> told) {
        return array(told, one -> one.deliver().id(), String[]::new);
    }

    private static <R, T> T[] array(List<R> rows, Function<R, T> part, IntFunction<T[]> array) {
        return rows.stream().map(part).toArray(array);
    }
}
