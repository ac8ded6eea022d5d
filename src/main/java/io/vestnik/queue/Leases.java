package io.vestnik.queue;

import io.vestnik.node.Node;
import io.vestnik.settings.VestnikSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What this node has put into the queues and not seen leave them: a permit a row, so that queues stay short without asking
 * the broker for their depth. Authorization has permits of its own.
 */
@Component("leases")
public class Leases {

    private record Lane(String queue, boolean express) {}

    private static final Duration RECOUNT = Duration.ofSeconds(5);
    private static final String QUEUED =
            """
            SELECT id FROM delivery WHERE id = ANY (:ids) AND status = 'queued' AND node = :node AND due > :now::timestamptz
            UNION ALL
            SELECT id FROM callback WHERE id = ANY (:ids) AND node = :node AND due > :now::timestamptz
            """;

    private final Map<String, Lane> leased = new ConcurrentHashMap<>();
    private final Map<Lane, AtomicInteger> taken = new ConcurrentHashMap<>();
    private final int limit;
    private final Node node;
    private final JdbcClient jdbc;
    private final Clock clock;
    private Instant recounted = Instant.EPOCH;

    public Leases(VestnikSettings settings, Node node, JdbcClient jdbc, Clock clock) {
        this.limit = settings.queueLimit();
        this.node = node;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** How many more rows this node may enqueue; the clock asks. */
    public int free(String queue, boolean express) {
        AtomicInteger count = count(new Lane(queue, express));
        if (count.get() >= limit / node.live()) {
            recount();
        }
        return Math.max(0, limit / node.live() - count.get());
    }

    /** The rows know what has left the queues without our seeing it: another node has consumed it, or its lease is over. */
    private synchronized void recount() {
        Instant now = clock.instant();
        if (recounted.plus(RECOUNT).isBefore(now)) {
            recounted = now;
            Set<String> gone = new HashSet<>(leased.keySet());
            jdbc.sql(QUEUED)
                    .param("ids", gone.toArray(String[]::new))
                    .param("node", node.id())
                    .param("now", now.toString())
                    .query(String.class)
                    .list()
                    .forEach(gone::remove);
            release(gone);
        }
    }

    /** True: the row may be enqueued, and counts until {@link #release}. */
    public boolean take(String queue, boolean express, String id) {
        Lane lane = new Lane(queue, express);
        AtomicInteger count = count(lane);
        if (count.incrementAndGet() > Math.max(1, limit / node.live())) {
            count.decrementAndGet();
            return false;
        }
        Lane before = leased.put(id, lane);
        if (before != null) {
            count(before).decrementAndGet();
        }
        return true;
    }

    /** The rows left the queue; those that another node enqueued are not counted here. */
    public void release(Iterable<String> ids) {
        for (String id : ids) {
            Lane lane = leased.remove(id);
            if (lane != null) {
                count(lane).decrementAndGet();
            }
        }
    }

    private AtomicInteger count(Lane lane) {
        return taken.computeIfAbsent(lane, l -> new AtomicInteger());
    }
}
