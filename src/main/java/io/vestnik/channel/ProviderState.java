package io.vestnik.channel;

import java.time.Duration;
import java.util.Locale;

/** A provider's window, pauses and circuit. Not thread-safe: the pool's lock guards it. Times are of System.nanoTime. */
final class ProviderState {

    static final Duration CIRCUIT = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** Answers without complaint after a pause that end the doubling: one may be luck. */
    private static final int CALM = 10;
    /** So many in a row, without one success, are no accident. */
    static final int FAULTS = 10;

    private enum Circuit {
        CLOSED,
        OPEN,
        /** One message is out to see. */
        TRIAL
    }

    final RateBucket rate;
    private final int share;
    /** Work done by weight, for fair shares. */
    double finish;

    private final int windowPerSession;
    private int sessions;
    private int inFlight;
    private boolean paused;
    private long pausedUntil;
    private long pause;
    private int calm;
    private int faults;
    private int weight = 100;
    private Circuit circuit = Circuit.CLOSED;
    private long circuitUntil;

    ProviderState(int windowPerSession, int sessions, int share, RateBucket rate, long now) {
        this.windowPerSession = windowPerSession;
        this.sessions = sessions;
        this.share = share;
        this.rate = rate;
        this.pausedUntil = now;
    }

    int window() {
        return windowPerSession * sessions;
    }

    int inFlight() {
        return inFlight;
    }

    /** Slots and tokens that this lane may take now. */
    int available(boolean express, long now) {
        if (!usable(now)) {
            return 0;
        }
        int window = window();
        int forExpress = express || window < 2 ? 0 : Math.max(1, window / 10);
        int free = Math.min(window - forExpress - inFlight, rate.available(express, now));
        return Math.max(0, circuit == Circuit.CLOSED ? free : Math.min(1, free));
    }

    /** Of the load, as configured and as its health allows; over 0, so that it is seen when it heals. */
    double share() {
        return share * Math.max(weight, 1) / 100.0;
    }

    int weight() {
        return weight;
    }

    void weigh(int percent) {
        weight = percent;
    }

    /** It takes messages, and not for a trial. */
    boolean serves(long now) {
        return circuit == Circuit.CLOSED && usable(now);
    }

    boolean usable(long now) {
        return !paused && sessions > 0 && now - pausedUntil >= 0 && switch (circuit) {
            case CLOSED -> true;
            case OPEN -> now - circuitUntil >= 0;
            case TRIAL -> false;
        };
    }

    /** When time alone may make it available; Long.MAX_VALUE: time alone does not. */
    long nanosToChange(boolean express, long now) {
        if (paused || sessions == 0 || circuit == Circuit.TRIAL) {
            return Long.MAX_VALUE;
        }
        long open = circuit == Circuit.OPEN ? circuitUntil - now : 0;
        long wait = Math.max(Math.max(open, pausedUntil - now), rate.nanosToNext(express, now));
        return wait > 0 ? wait : Long.MAX_VALUE; // the window is full: a release wakes
    }

    /** What stands in its way, the hardest first; {@code usable}: nothing. */
    String condition(long now) {
        if (paused) {
            return "paused";
        }
        if (sessions == 0) {
            return "unbound";
        }
        return isCircuitOpen() ? "circuit_open" : now - pausedUntil < 0 ? "throttled" : "usable";
    }

    int sessions() {
        return sessions;
    }

    /** It has refused us, and no answer since then was better. */
    boolean isCircuitOpen() {
        return circuit != Circuit.CLOSED;
    }

    /** {@code closed}, {@code open} or {@code trial}. */
    String circuit() {
        return circuit.name().toLowerCase(Locale.ROOT);
    }

    long throttledNanos(long now) {
        return Math.max(0, pausedUntil - now);
    }

    void take(int n) {
        inFlight += n;
        rate.take(n);
        if (circuit == Circuit.OPEN) {
            circuit = Circuit.TRIAL;
        }
    }

    void settle(int reserved, int used) {
        if (used < reserved) {
            rate.giveBack(reserved - used);
        } else {
            rate.take(used - reserved);
        }
        release(reserved - used);
    }

    void release(int n) {
        inFlight = Math.max(0, inFlight - n);
        if (circuit == Circuit.TRIAL && inFlight == 0) {
            circuit = Circuit.OPEN; // the trial told nothing: the next message is one
        }
    }

    void bound(int now) {
        sessions = now;
    }

    /** By an operator; what is in flight finishes. */
    void pause(boolean now) {
        paused = now;
    }

    void throttled(long now) {
        calmThrough(0);
        if (now - pausedUntil < 0) {
            return; // the rest of the same burst
        }
        pause = pause == 0 ? FIRST_PAUSE.toNanos() : Math.min(pause * 2, LONGEST_PAUSE.toNanos());
        pausedUntil = now + pause;
    }

    void rest(Duration asked, long now) {
        calmThrough(0);
        long until = now + asked.toNanos();
        if (until - pausedUntil > 0) {
            pausedUntil = until;
        }
    }

    /** One message more that it could not take. True: with that its circuit opens. */
    boolean faulted(long now) {
        faults++;
        return (circuit == Circuit.TRIAL || faults >= FAULTS) && openCircuit(now);
    }

    /** True: it closed an open circuit. */
    boolean succeeded(int n, long now) {
        faults = 0;
        if (now - pausedUntil >= 0) {
            calmThrough(calm + n);
        }
        if (circuit == Circuit.TRIAL || circuit == Circuit.OPEN && now - circuitUntil >= 0) {
            circuit = Circuit.CLOSED;
            return true;
        }
        return false;
    }

    /** False: it was open already, and its trial failed, or it is the rest of the same burst. */
    boolean openCircuit(long now) {
        boolean opens = circuit == Circuit.CLOSED;
        if (circuit != Circuit.OPEN || now - circuitUntil >= 0) {
            circuit = Circuit.OPEN;
            circuitUntil = now + CIRCUIT.toNanos();
        }
        return opens;
    }

    private void calmThrough(int answers) {
        calm = answers;
        if (calm >= CALM) {
            pause = 0;
        }
    }
}
