package io.vestnik.callback;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * What one target is given at a time. It starts with a few requests, takes more with each answer, and is parked when it does not
 * answer; after the park a single trial tells whether it is back. A short line spares a burst the way over the clock.
 */
final class TargetLane {

    enum Place {
        /** Send now; {@link #left} must follow. */
        GO,
        /** Kept, to be had from {@link #next} or {@link #stranded}. */
        LINE,
        /** Back to the clock, for {@link #turnedAway}. */
        AWAY
    }

    private record Waiting(Callback callback, long since) {}

    static final int MOST_IN_FLIGHT = 20;
    private static final int FIRST_IN_FLIGHT = 4;
    static final int LONGEST_LINE = 4_000;
    /** With the time of a POST it stays within the lease on the row. */
    private static final long LONGEST_WAIT = Duration.ofSeconds(20).toNanos();

    private static final long SHORTEST_PARK = Duration.ofSeconds(5).toNanos();
    private static final long LONGEST_PARK = Duration.ofMinutes(5).toNanos();
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final LongSupplier clock;
    private final Deque<Waiting> line = new ArrayDeque<>();
    private int limit = FIRST_IN_FLIGHT;
    private int inFlight;
    private long usual = SECOND / 100; // how long an answer takes
    private long park; // how long the last one was; 0: the target answers
    private long parkedAt;
    private long opensAt;
    private long nextTurn; // of those sent back to the clock: one after another, as fast as the target is

    /** @param clock monotonic, nanoseconds */
    TargetLane(LongSupplier clock) {
        this.clock = clock;
        long now = clock.getAsLong();
        parkedAt = opensAt = nextTurn = now;
    }

    synchronized Place enter(Callback callback) {
        if (isParked()) {
            return Place.AWAY;
        }
        if (inFlight < limit && line.isEmpty()) {
            inFlight++;
            return Place.GO;
        }
        boolean served = inFlight > 0 || !line.isEmpty(); // whoever leaves looks after the line
        if (served && line.size() < LONGEST_LINE) {
            line.add(new Waiting(callback, clock.getAsLong()));
            return Place.LINE;
        }
        return Place.AWAY;
    }

    /** The next of the line that may be sent, as {@link Place#GO}; null: none. */
    synchronized Callback next() {
        if (isParked() || line.isEmpty() || inFlight >= limit) {
            return null;
        }
        inFlight++;
        return line.poll().callback();
    }

    /**
     * Those of the line that must not wait here any longer.
     *
     * @param ending nobody may
     */
    synchronized List<Callback> stranded(boolean ending) {
        boolean all = ending || isParked() || inFlight == 0;
        List<Callback> stranded = new ArrayList<>();
        while (!line.isEmpty() && (all || clock.getAsLong() - line.peek().since() > LONGEST_WAIT)) {
            stranded.add(line.poll().callback());
        }
        return stranded;
    }

    /** @param startedAt when the request began, by the lane's clock */
    synchronized void answered(long startedAt) {
        inFlight--;
        limit = Math.min(limit + 1, MOST_IN_FLIGHT);
        usual += (clock.getAsLong() - startedAt - usual) / 8;
        park = 0;
        opensAt = clock.getAsLong();
    }

    /** Ended without telling anything about the target. */
    synchronized void left() {
        inFlight--;
    }

    /**
     * The target did not answer. Only requests that began after the last park count: the others knew nothing of it.
     *
     * @param startedAt when the request began, by the lane's clock
     * @return how long the target is parked by this; zero: it was before
     */
    synchronized Duration unreachable(long startedAt) {
        inFlight--;
        if (park > 0 && startedAt - parkedAt <= 0) {
            return Duration.ZERO;
        }
        park = park == 0 ? SHORTEST_PARK : Math.min(park * 2, LONGEST_PARK);
        parkedAt = clock.getAsLong();
        opensAt = parkedAt + park;
        limit = 1;
        return Duration.ofNanos(park);
    }

    /** When one that was turned away may come again; spread, so that they don't all come at once. */
    synchronized Duration turnedAway() {
        long now = clock.getAsLong();
        long earliest = isParked() ? opensAt : now + SECOND;
        if (nextTurn - earliest < 0 || nextTurn - earliest > LONGEST_PARK) {
            nextTurn = earliest;
        }
        long turn = nextTurn;
        nextTurn += usual / MOST_IN_FLIGHT;
        return Duration.ofNanos(turn - now + ThreadLocalRandom.current().nextLong(SECOND / 2));
    }

    synchronized boolean isParked() {
        return park > 0 && clock.getAsLong() - opensAt < 0;
    }

    /** Nothing would be lost with it. */
    synchronized boolean isIdle() {
        return inFlight == 0 && line.isEmpty() && clock.getAsLong() - opensAt >= park;
    }

    long now() {
        return clock.getAsLong();
    }
}
