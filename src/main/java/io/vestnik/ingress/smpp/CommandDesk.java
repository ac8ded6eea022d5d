package io.vestnik.ingress.smpp;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Where sessions bring commands and the route takes them. While the route is being replaced they wait here, no longer than a moment. */
final class CommandDesk {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** Bounded by the windows of the sessions. */
    private final Queue<BroughtCommand> waiting = new ArrayDeque<>();

    private Consumer<BroughtCommand> taker; // null: there is none now
    private boolean closed;

    void bring(BroughtCommand command) {
        Consumer<BroughtCommand> now;
        boolean refused;
        synchronized (this) {
            now = taker;
            refused = closed;
            if (now == null && !refused) {
                waiting.add(command);
            }
        }
        if (refused) {
            refuse(command);
        } else if (now != null) {
            now.accept(command);
        }
    }

    void open(Consumer<BroughtCommand> next) {
        List<BroughtCommand> missed;
        synchronized (this) {
            taker = next;
            missed = drained();
        }
        missed.forEach(next);
    }

    /** Commands wait from now on. */
    synchronized void leave(Consumer<BroughtCommand> last) {
        if (taker == last) {
            taker = null;
        }
    }

    /** Refuses those for which no route came in time. */
    void sweep() {
        long before = System.nanoTime() - LONGEST.toNanos();
        List<BroughtCommand> late = new ArrayList<>();
        synchronized (this) {
            while (!waiting.isEmpty() && waiting.peek().since() - before < 0) {
                late.add(waiting.poll());
            }
        }
        late.forEach(CommandDesk::refuse);
    }

    /** Refuses what waits and what still comes: the hub stops. */
    void close() {
        List<BroughtCommand> rest;
        synchronized (this) {
            closed = true;
            taker = null;
            rest = drained();
        }
        rest.forEach(CommandDesk::refuse);
    }

    synchronized void reopen() {
        closed = false;
    }

    private List<BroughtCommand> drained() {
        List<BroughtCommand> all = new ArrayList<>(waiting);
        waiting.clear();
        return all;
    }

    private static void refuse(BroughtCommand command) {
        command.failed(new RejectedExecutionException("no route takes it"));
    }
}
