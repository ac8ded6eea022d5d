package io.vestnik.node;

import com.github.f4b6a3.ulid.UlidCreator;
import jakarta.annotation.PreDestroy;
import io.vestnik.route.RoutesInForce;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** This process among those that share the database. One that stops beating loses what it had leased. */
@Component("node")
public class Node {

    /** Without a heartbeat for so long, a node counts as dead. */
    static final Duration SILENCE = Duration.ofSeconds(15);
    private static final Duration FOREVER = Duration.ofDays(36_500);

    private final String id = UlidCreator.getUlid().toString();
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final RoutesInForce routes;
    private volatile int live = 1;
    private volatile boolean first = true;

    public Node(JdbcClient jdbc, TransactionTemplate transaction, Clock clock, RoutesInForce routes) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.routes = routes;
    }

    public String id() {
        return id;
    }

    /** How many nodes run now, this one included: rates and queue limits are divided by it. */
    public int live() {
        return live;
    }

    /** What one of all nodes is enough for is done by the one that started first. */
    public boolean isFirst() {
        return first;
    }

    /** Says that this node lives, and makes due at once what dead nodes had leased. */
    public void beat() {
        Instant now = clock.instant();
        jdbc.sql(BEAT)
                .param("id", id)
                .param("now", now.toString())
                .param("routes", routes.digest())
                .update();
        bury(now.minus(SILENCE));
        List<String> nodes = jdbc.sql("SELECT id FROM node ORDER BY id").query(String.class).list();
        live = Math.max(1, nodes.size());
        first = nodes.isEmpty() || nodes.get(0).equals(id);
    }

    /** All that live, this one included. */
    public List<Peer> peers() {
        return jdbc.sql("SELECT id, heartbeat, routes FROM node ORDER BY id")
                .query((row, n) -> new Peer(
                        row.getString("id"),
                        row.getTimestamp("heartbeat").toInstant(),
                        row.getString("routes")))
                .list();
    }

    /** At the start on a database of our own: no other node can be alive. */
    public void buryAllOthers() {
        bury(clock.instant().plus(FOREVER));
    }

    private void bury(Instant before) {
        List<String> dead = jdbc.sql("SELECT id FROM node WHERE heartbeat < :before::timestamptz AND id <> :id")
                .param("before", before.toString())
                .param("id", id)
                .query(String.class)
                .list();
        if (!dead.isEmpty()) {
            transaction.executeWithoutResult(status -> release(dead.toArray(String[]::new)));
        }
    }

    private void release(String[] dead) {
        for (String release : List.of(RELEASE_DELIVERIES, RELEASE_CALLBACKS, RELEASE_DELIVERS, RELEASE_REPLIES)) {
            jdbc.sql(release)
                    .param("now", clock.instant().toString())
                    .param("dead", dead)
                    .update();
        }
        jdbc.sql("DELETE FROM node WHERE id = ANY (:dead)").param("dead", dead).update();
    }

    /** Leaves in order: the others need not wait for the silence. */
    @PreDestroy
    void leave() {
        transaction.executeWithoutResult(status -> release(new String[] {id}));
    }

    private static final String BEAT =
            """
            INSERT INTO node (id, heartbeat, routes) VALUES (:id, :now::timestamptz, :routes)
            ON CONFLICT (id) DO UPDATE SET heartbeat = excluded.heartbeat, routes = excluded.routes
            """;

    // What another transaction is changing keeps its own due time; waiting for it could end in a circle.
    private static final String RELEASE_DELIVERIES =
            """
            UPDATE delivery SET due = :now::timestamptz, node = NULL
            WHERE id IN (SELECT id FROM delivery
                         WHERE due IS NOT NULL AND node = ANY (:dead) AND status IN ('queued', 'sending')
                         FOR UPDATE SKIP LOCKED)
            """;

    private static final String RELEASE_CALLBACKS =
            "UPDATE callback SET due = :now::timestamptz, node = NULL WHERE node = ANY (:dead)";

    private static final String RELEASE_REPLIES =
            "UPDATE reply SET due = :now::timestamptz, node = NULL WHERE due IS NOT NULL AND node = ANY (:dead)";

    private static final String RELEASE_DELIVERS =
            """
            UPDATE esme_deliver SET due = :now::timestamptz, node = NULL
            WHERE id IN (SELECT id FROM esme_deliver WHERE node = ANY (:dead) FOR UPDATE SKIP LOCKED)
            """;
}
