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

    synchronized void bring(BroughtCommand command) {
        if (closed) {
            refuse(command);
        } else if (taker == null) {
            waiting.add(command);
        } else {
            taker.accept(command);
        }
    }

    /** @param next must not wait */
    synchronized void open(Consumer<BroughtCommand> next) {
        taker = next;
        drained().forEach(next);
    }

    /** Commands wait from now on: the last one gets none after this. */
    synchronized void leave(Consumer<BroughtCommand> last) {
        if (taker == last) {
            taker = null;
        }
    }

    /** Refuses those for which no route came in time. */
    synchronized void sweep() {
        long before = System.nanoTime() - LONGEST.toNanos();
        while (!waiting.isEmpty() && waiting.peek().since() - before < 0) {
            refuse(waiting.poll());
        }
    }

    /** Refuses what waits and what still comes: the hub stops. */
    synchronized void close() {
        closed = true;
        taker = null;
        drained().forEach(CommandDesk::refuse);
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
