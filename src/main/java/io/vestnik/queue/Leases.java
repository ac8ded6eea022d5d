package io.vestnik.queue;

import io.vestnik.node.Node;
import io.vestnik.settings.VestnikSettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/**
 * What this node has put into the queues and not seen leave them: a permit a row, so that queues stay short without asking
 * the broker for their depth. Authorization has permits of its own.
 */
@Component("leases")
public class Leases {

    private record Lane(String queue, boolean express) {}

    private final Map<String, Lane> leased = new ConcurrentHashMap<>();
    private final Map<Lane, AtomicInteger> taken = new ConcurrentHashMap<>();
    private final int limit;
    private final Node node;

    public Leases(VestnikSettings settings, Node node) {
        this.limit = settings.queueLimit();
        this.node = node;
    }

    /** How many more rows this node may enqueue. */
    public int free(String queue, boolean express) {
        return Math.max(0, limit / node.live() - count(new Lane(queue, express)).get());
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

    /** What is leased now: to be compared with the rows, since another node may have consumed it. */
    public List<String> all() {
        return List.copyOf(leased.keySet());
    }

    private AtomicInteger count(Lane lane) {
        return taken.computeIfAbsent(lane, l -> new AtomicInteger());
    }
}
