package io.vestnik.channel;

import io.vestnik.alert.Alerts;
import io.vestnik.settings.ProviderSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The providers of one channel behind one lock. Each reservation goes to the usable provider that is furthest behind its share
 * (start-time fair queueing: smooth, and counted in slots that were used). Every change wakes the waiting.
 */
final class ProviderPool {

    private static final int SANDBOX_WINDOW = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LongSupplier nanoTime;
    private final List<Provider> providers = new ArrayList<>();
    private final boolean sandboxed;
    private final Alerts alerts;
    private boolean stopping;
    private int waiting;
    private int expressWaiting;
    /** The point up to which every share has been served. */
    private double served;

    ProviderPool(String channel, List<ProviderSettings> settings, IntSupplier liveNodes, LongSupplier nanoTime, Alerts alerts) {
        this.nanoTime = nanoTime;
        this.alerts = alerts;
        this.sandboxed = settings.isEmpty();
        long now = now();
        if (sandboxed) {
            RateBucket unlimited = new RateBucket(null, liveNodes, now);
            providers.add(new Provider(
                    "sandbox", channel, null, this, new ProviderState(SANDBOX_WINDOW, 1, 1, unlimited, now)));
        }
        for (ProviderSettings s : settings) {
            RateBucket rate = new RateBucket(s.rate(), liveNodes, now);
            boolean binds = s.uri().getScheme() != null && s.uri().getScheme().matches("smpps?");
            ProviderState state = new ProviderState(s.window(), binds ? 0 : s.binds(), s.share(), rate, now);
            providers.add(new Provider(s.name(), channel, s, this, state));
        }
    }

    boolean sandboxed() {
        return sandboxed;
    }

    List<Provider> providers() {
        return Collections.unmodifiableList(providers); // not changed after the construction
    }

    /** @throws IllegalArgumentException when there is none */
    Provider named(String name) {
        return providers.stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no provider " + name));
    }

    long now() {
        return nanoTime.getAsLong();
    }

    /** @param avoid names; theirs is the room only where none of the others has any: nothing waits for a provider's sake */
    Reservation reserve(boolean express, int wanted, Set<String> avoid) throws InterruptedException {
        lock.lock(); // one that is called away takes what needs no waiting
        try {
            waiting++;
            expressWaiting += express ? 1 : 0;
            Reservation found = attemptUnlessStopping(express, wanted, avoid);
            while (found == null) {
                long nanos = nanosToChange(express);
                if (nanos == Long.MAX_VALUE) {
                    changed.await();
                } else {
                    changed.awaitNanos(nanos);
                }
                found = attemptUnlessStopping(express, wanted, avoid);
            }
            return found;
        } finally {
            waiting--;
            expressWaiting -= express ? 1 : 0;
            if (express && expressWaiting == 0) {
                changed.signalAll(); // bulk stood back
            }
            lock.unlock();
        }
    }

    private Reservation attemptUnlessStopping(boolean express, int wanted, Set<String> avoid) throws InterruptedException {
        if (stopping) {
            throw new InterruptedException("the hub is stopping");
        }
        return attempt(express, wanted, avoid);
    }

    /** Nothing is reserved any more; who waits for room is told so. */
    void stop() {
        change(() -> stopping = true);
    }

    /** By operators: those named, and no others. */
    void pause(Set<String> names) {
        change(() -> providers.forEach(p -> p.state().pause(names.contains(p.name()))));
    }

    /** Null: nothing free now. */
    Reservation attempt(boolean express, int wanted, Set<String> avoid) {
        lock.lock();
        try {
            if (!express && expressWaiting > 0) {
                return null;
            }
            long now = now();
            Provider best = null;
            for (Provider p : providers) {
                if (p.state().available(express, now) > 0 && (best == null || isBetter(p, best, avoid))) {
                    best = p;
                }
            }
            return best == null ? null : take(best, Math.min(wanted, best.state().available(express, now)));
        } finally {
            lock.unlock();
        }
    }

    private boolean isBetter(Provider provider, Provider than, Set<String> avoid) {
        boolean avoided = avoid.contains(provider.name());
        return avoided == avoid.contains(than.name()) ? start(provider) < start(than) : !avoided;
    }

    /** Names of those that take messages now, without this one. */
    Set<String> others(Provider than) {
        if (providers.size() == 1) {
            return Set.of();
        }
        return read(() -> providers.stream()
                .filter(p -> p != than && p.state().serves(now()))
                .map(Provider::name)
                .collect(Collectors.toSet()));
    }

    private Reservation take(Provider provider, int slots) {
        ProviderState state = provider.state();
        double share = state.share();
        served = start(provider);
        state.finish = served + slots / share;
        state.take(slots);
        return new Reservation(provider, slots, share);
    }

    /** One that was away does not catch up on what it missed. */
    private double start(Provider provider) {
        return Math.max(served, provider.state().finish);
    }

    /** @param share at which it was reserved */
    void settle(Provider provider, int reserved, int used, double share) {
        change(() -> {
            provider.state().finish += (used - reserved) / share;
            provider.state().settle(reserved, used);
        });
    }

    Alerts alerts() {
        return alerts;
    }

    void change(Runnable change) {
        changed(() -> {
            change.run();
            return true;
        });
    }

    /** Answers what the change answers. */
    boolean changed(BooleanSupplier change) {
        lock.lock();
        try {
            boolean answer = change.getAsBoolean();
            if (waiting > 0) {
                changed.signalAll();
            }
            return answer;
        } finally {
            lock.unlock();
        }
    }

    <T> T read(Supplier<T> value) {
        lock.lock();
        try {
            return value.get();
        } finally {
            lock.unlock();
        }
    }

    private long nanosToChange(boolean express) {
        long now = now();
        return providers.stream()
                .mapToLong(p -> p.state().nanosToChange(express, now))
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
