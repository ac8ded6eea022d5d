package io.vestnik.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Names that come and go while the hub runs, each of which has a queue of its own: {@code jms-batch:PREFIX.*?names=#BEAN} takes from
 * the queues of those that are there now.
 */
public final class LiveNames {

    private final Set<String> present = new TreeSet<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public void add(String name) {
        change(() -> present.add(name));
    }

    public void remove(String name) {
        change(() -> present.remove(name));
    }

    /** As they are now. */
    public synchronized List<String> list() {
        return new ArrayList<>(present);
    }

    /** Is run after each change, by whoever made it; must not wait. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    public void forget(Runnable listener) {
        listeners.remove(listener);
    }

    private void change(Runnable change) {
        synchronized (this) {
            change.run();
        }
        listeners.forEach(Runnable::run);
    }
}
