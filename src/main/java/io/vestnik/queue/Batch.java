package io.vestnik.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * The ids taken from a queue in one transaction, in order, each once. A route takes out what it deals with; all of them are
 * acknowledged when the route ends well, also those still inside. Not thread-safe.
 */
public final class Batch implements Iterable<String> {

    private final Deque<String> ids;
    private final boolean express;
    private final Rest rest;

    /** @param express of the lane for authorization alone */
    Batch(Collection<String> ids, boolean express, Rest rest) {
        this.rest = rest;
        this.ids = new ArrayDeque<>(new LinkedHashSet<>(ids)); // a lease that ran out leaves the same id twice
        this.express = express;
    }

    /** Removes and answers the first ids, at most {@code max}. */
    public List<String> take(int max) {
        List<String> taken = new ArrayList<>(Math.min(max, ids.size()));
        while (taken.size() < max && !ids.isEmpty()) {
            taken.add(ids.poll());
        }
        return taken;
    }

    /** Puts ids back to the front, in their order. */
    public void putBack(List<String> taken) {
        for (int i = taken.size() - 1; i >= 0; i--) {
            ids.addFirst(taken.get(i));
        }
    }

    /**
     * Waits for what the next ids need, while none is taken out. Ends with {@link InterruptedException} when the route stops: the
     * batch goes back to its queue.
     */
    public <T> T waitFor(Callable<T> room) throws Exception {
        return rest.during(room);
    }

    public boolean isEmpty() {
        return ids.isEmpty();
    }

    public int size() {
        return ids.size();
    }

    public boolean express() {
        return express;
    }

    @Override
    public Iterator<String> iterator() {
        return ids.iterator();
    }

    @Override
    public String toString() {
        return "Batch[" + ids.size() + (express ? ", express]" : "]");
    }
}
