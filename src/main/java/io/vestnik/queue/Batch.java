package io.vestnik.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * The ids taken from a queue in one transaction, in order, each once. A route takes out what it deals with; all of them are
 * acknowledged when the route ends well, also those still inside. Not thread-safe.
 */
public final class Batch implements Iterable<String> {

    private final Deque<String> ids;
    /** Behind all others: what each was put there for, by id. */
    private final Map<String, String> aside = new LinkedHashMap<>();
    private final boolean express;
    private final Rest rest;

    /** @param express of the lane for authorization alone */
    Batch(Collection<String> ids, boolean express, Rest rest) {
        this.rest = rest;
        this.ids = new ArrayDeque<>(new LinkedHashSet<>(ids)); // a lease that ran out leaves the same id twice
        this.express = express;
    }

    /** Removes and answers the first ids, at most {@code max}; of those that were put aside only those with one reason. */
    public List<String> take(int max) {
        String reason = reason();
        if (reason != null) {
            List<String> alike = aside.keySet().stream().filter(id -> aside.get(id).equals(reason)).limit(max).toList();
            aside.keySet().removeAll(alike);
            return alike;
        }
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

    /** Puts ids behind all others, each with a reason for whoever takes it again. */
    public void putAside(Map<String, String> reasons) {
        aside.putAll(reasons);
    }

    /** What the ids that are taken next were put aside for; null: they were not. */
    public String reason() {
        return ids.isEmpty() && !aside.isEmpty() ? aside.values().iterator().next() : null;
    }

    /**
     * Waits for what the next ids need, while none is taken out. Ends with {@link InterruptedException} when the route stops: the
     * batch goes back to its queue.
     */
    public <T> T waitFor(Callable<T> room) throws Exception {
        return rest.during(room);
    }

    public boolean isEmpty() {
        return ids.isEmpty() && aside.isEmpty();
    }

    public int size() {
        return ids.size() + aside.size();
    }

    public boolean express() {
        return express;
    }

    @Override
    public Iterator<String> iterator() {
        return Stream.concat(ids.stream(), aside.keySet().stream()).iterator();
    }

    @Override
    public String toString() {
        return "Batch[" + size() + (express ? ", express]" : "]");
    }
}
