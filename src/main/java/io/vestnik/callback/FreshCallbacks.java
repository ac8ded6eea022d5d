package io.vestnik.callback;

import io.vestnik.node.Node;
import io.vestnik.queue.Lease;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Callbacks that this node, while it is the only one, has just committed and enqueued: it need not read their rows when it takes their
 * ids from the queue.
 */
@Component
public class FreshCallbacks {

    private record Fresh(Callback callback, long since) {}

    private static final int MOST = 20_000;
    /** Then their lease has as much left as sending may take. */
    private static final long LIFE = Lease.DURATION.minus(CallbackRows.SENDING).toNanos();

    private final Map<String, Fresh> byId = new ConcurrentHashMap<>();
    private final Node node;

    FreshCallbacks(Node node) {
        this.node = node;
    }

    /** After the commit of their rows. */
    public void keep(Collection<Callback> callbacks) {
        long now = System.nanoTime();
        if (byId.size() > MOST) {
            byId.values().removeIf(fresh -> now - fresh.since > LIFE);
        }
        if (node.live() == 1 && byId.size() <= MOST) {
            callbacks.forEach(callback -> byId.put(callback.id(), new Fresh(callback, now)));
        }
    }

    /** Null: the row must be read. */
    Callback take(String id) {
        Fresh fresh = byId.remove(id);
        return fresh == null || node.live() > 1 || System.nanoTime() - fresh.since > LIFE ? null : fresh.callback;
    }
}
