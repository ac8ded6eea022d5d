package io.vestnik.queue;

import io.vestnik.message.MessageClass;
import io.vestnik.node.Node;
import io.vestnik.settings.VestnikSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

    /** What the names of clients' queues begin with here; a system_id follows. */
    public static final String OF_CLIENT = "client.";

    private record Lane(String queue, boolean express) {}

    private record Held(Lane lane, MessageClass messageClass, Instant since) {}

    /**
     * What this node has in a queue: on its way to the gate, or to a provider.
     *
     * @param queue a channel, {@code callbacks}, {@code replies}, or {@code client.} and a system_id
     * @param oldest how long the one that came first has been there
     */
    public record Standing(String queue, MessageClass messageClass, int depth, Duration oldest) {}

    private static final Duration RECOUNT = Duration.ofSeconds(5);
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final String QUEUED =
            """
            SELECT id FROM delivery WHERE id = ANY (:ids) AND status = 'queued' AND node = :node AND due > :now::timestamptz
            UNION ALL
            SELECT id FROM callback WHERE id = ANY (:ids) AND node = :node AND due > :now::timestamptz
            UNION ALL
            SELECT id FROM esme_deliver WHERE id = ANY (:ids) AND node = :node AND due > :now::timestamptz
            UNION ALL
            SELECT name FROM reply WHERE name = ANY (:ids) AND node = :node AND due > :now::timestamptz
            """;

    private final Map<String, Held> leased = new ConcurrentHashMap<>();
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
            releaseGone(leased.keySet(), now);
        }
    }

    /** @param now a lease that has ended by then is gone */
    private void releaseGone(Collection<String> ids, Instant now) {
        Set<String> gone = new HashSet<>(ids);
        if (!gone.isEmpty()) {
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

    /** What is in the queues now; what seems old is looked up: another node may have taken it long ago. */
    public List<Standing> standing() {
        Instant now = clock.instant();
        Instant fresh = now.minus(FRESH);
        releaseGone(
                leased.entrySet().stream()
                        .filter(held -> held.getValue().since.isBefore(fresh))
                        .map(Map.Entry::getKey)
                        .toList(),
                Instant.EPOCH); // one whose lease is over is enqueued again, and has been waiting all the time
        Map<String, Standing> standing = new TreeMap<>();
        leased.values().forEach(held -> standing.merge(
                held.lane.queue + held.messageClass,
                new Standing(held.lane.queue, held.messageClass, 1, Duration.between(held.since, now)),
                Leases::together));
        return List.copyOf(standing.values());
    }

    private static Standing together(Standing a, Standing b) {
        Duration oldest = a.oldest.compareTo(b.oldest) > 0 ? a.oldest : b.oldest;
        return new Standing(a.queue, a.messageClass, a.depth + b.depth, oldest);
    }

    /** True: the row may be enqueued, and counts until {@link #release}. */
    public boolean take(String queue, MessageClass messageClass, String id) {
        Lane lane = new Lane(queue, messageClass == MessageClass.AUTHORIZATION);
        AtomicInteger count = count(lane);
        if (count.incrementAndGet() > Math.max(1, limit / node.live())) {
            count.decrementAndGet();
            return false;
        }
        Held again = leased.get(id);
        Held before = leased.put(id, new Held(lane, messageClass, again == null ? clock.instant() : again.since));
        if (before != null) {
            count(before.lane).decrementAndGet();
        }
        return true;
    }

    /** The rows left the queue; those that another node enqueued are not counted here. */
    public void release(Iterable<String> ids) {
        for (String id : ids) {
            Held held = leased.remove(id);
            if (held != null) {
                count(held.lane).decrementAndGet();
            }
        }
    }

    private AtomicInteger count(Lane lane) {
        return taken.computeIfAbsent(lane, l -> new AtomicInteger());
    }
}
