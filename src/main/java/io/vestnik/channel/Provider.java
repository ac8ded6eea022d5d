package io.vestnik.channel;

import io.vestnik.alert.Alert;
import io.vestnik.settings.ProviderSettings;
import io.vestnik.trace.PlainCode;
import java.time.Duration;

/** One provider of a channel as the sending side sees it: its window, its rate, and whether it can be used now. */
public final class Provider {

    private final String name;
    private final String channel;
    private final ProviderSettings settings;
    private final ProviderPool pool;
    private final ProviderState state;

    Provider(String name, String channel, ProviderSettings settings, ProviderPool pool, ProviderState state) {
        this.name = name;
        this.channel = channel;
        this.settings = settings;
        this.pool = pool;
        this.state = state;
    }

    public String name() {
        return name;
    }

    public String channel() {
        return channel;
    }

    /** Null: the built-in sandbox carrier. */
    public ProviderSettings settings() {
        return settings;
    }

    /** Slots that can be used at all: those of the sessions that are bound. */
    public int window() {
        return pool.read(state::window);
    }

    /** Slots in use; over {@link #window()}: in debt. */
    public int inFlight() {
        return pool.read(state::inFlight);
    }

    /** A reservation could get a slot from it, now or when one is freed. */
    public boolean usable() {
        return pool.read(() -> state.usable(pool.now()));
    }

    /** All of it at one moment. */
    public ProviderCondition condition() {
        return pool.read(() -> new ProviderCondition(
                channel,
                name,
                state.condition(pool.now()),
                state.sessions(),
                state.window(),
                state.inFlight(),
                state.isCircuitOpen(),
                state.throttledNanos(pool.now()) / 1_000_000));
    }

    /** Frees slots, after the answers or the time-outs of so many segments; below 0: takes them, in debt if need be. */
    public void release(int n) {
        if (n != 0) {
            pool.change(() -> state.release(n));
        }
    }

    /** The provider is too busy for us: nothing goes there for 1 s, and twice as long each time up to 30 s while it goes on. */
    public void throttled() {
        pool.change(() -> state.throttled(pool.now()));
    }

    /** The provider said for how long nothing may go there. */
    public void rest(Duration asked) {
        pool.change(() -> state.rest(asked, pool.now()));
    }

    /** So many answers that were no complaint: ends a half-open trial, and the doubling of pauses. */
    public void succeeded(int n) {
        if (pool.changed(() -> state.succeeded(n, pool.now()))) {
            pool.alerts().resolve(
                    Alert.Kind.CIRCUIT_OPEN,
                    toString(),
                    "provider " + name + " of channel " + channel + " takes messages again");
        }
    }

    /**
     * Our credentials or contract are wrong: not used for 30 s, then one message is tried.
     *
     * @param code the provider's, for the operator
     */
    public void openCircuit(String code) {
        if (pool.changed(() -> state.openCircuit(pool.now()))) {
            pool.alerts().raise(
                    Alert.Kind.CIRCUIT_OPEN,
                    toString(),
                    "provider " + name + " of channel " + channel + " refuses us with code " + PlainCode.of(code)
                            + ": check its credentials and contract");
        }
    }

    /** How many of its sessions can submit; a provider without sessions is never told, and always can. */
    public void bound(int sessions) {
        pool.change(() -> state.bound(sessions));
    }

    @Override
    public String toString() {
        return channel + "/" + name;
    }

    ProviderPool pool() {
        return pool;
    }

    ProviderState state() {
        return state;
    }
}
