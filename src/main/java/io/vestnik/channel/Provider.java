package io.vestnik.channel;

import io.vestnik.alert.Alert;
import io.vestnik.settings.ProviderSettings;
import io.vestnik.trace.PlainCode;
import java.time.Duration;
import java.util.Set;

/** One provider of a channel as the sending side sees it: its window, its rate, and whether it can be used now. */
public final class Provider {

    private final String name;
    private final String channel;
    private final ProviderSettings settings;
    private final ProviderPool pool;
    private final ProviderState state;
    private final ProviderCounts counts = new ProviderCounts();

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

    public ProviderCounts counts() {
        return counts;
    }

    /** Percent of its share that its health allows; what was sent before stays as it is. */
    public void weigh(int percent) {
        pool.change(() -> state.weigh(percent));
    }

    public int weight() {
        return pool.read(state::weight);
    }

    /** Slots that can be used at all: those of the sessions that are bound. */
    public int window() {
        return pool.read(state::window);
    }

    /** Slots in use; over {@link #window()}: in debt. */
    public int inFlight() {
        return pool.read(state::inFlight);
    }

    /** Names of the channel's other providers that take messages now; empty: it is on its own. */
    public Set<String> others() {
        return pool.others(this);
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
                state.circuit(),
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
     * A message that it could not take, or did not answer: after ten in a row it is not used for 30 s, then one message is tried.
     * One that is on its own is not left alone for that: there is nobody to take its messages, and they may be to blame.
     *
     * @param code the provider's, for the operator
     */
    public void faulted(String code) {
        counts.fault();
        if (pool.changed(() -> !others().isEmpty() && state.faulted(pool.now()))) {
            opened("took none of the last " + ProviderState.FAULTS + " messages, the last with code " + PlainCode.of(code));
        }
    }

    /**
     * Our credentials or contract are wrong: not used for 30 s, then one message is tried.
     *
     * @param code the provider's, for the operator
     */
    public void openCircuit(String code) {
        counts.fault();
        if (pool.changed(() -> state.openCircuit(pool.now()))) {
            opened("refuses us with code " + PlainCode.of(code) + ": check its credentials and contract");
        }
    }

    private void opened(String why) {
        pool.alerts().raise(Alert.Kind.CIRCUIT_OPEN, toString(), "provider " + name + " of channel " + channel + " " + why);
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
