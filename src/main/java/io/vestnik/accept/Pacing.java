package io.vestnik.accept;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Spreads an account's messages evenly over some time, as they come: nobody need know how many there will be. Each gets the next multiple of
 * the golden ratio, whose fractions part the time into pieces of nearly the same length wherever the sequence begins and ends.
 */
final class Pacing {

    /** The golden ratio's fraction in units of 2⁻⁶⁴: multiplication then wraps where the fraction does, and nothing is ever rounded. */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1p-53;

    private final Map<String, AtomicLong> counters = new ConcurrentHashMap<>();

    /** From {@code from} on, before {@code over} has passed. */
    Instant next(String account, Instant from, Duration over) {
        // nodes begin at different places: together they are even, too
        long n = counters.computeIfAbsent(account, id -> new AtomicLong(ThreadLocalRandom.current().nextLong())).getAndIncrement();
        return from.plusMillis((long) (point(n) * over.toMillis()));
    }

    /** 0 to 1, without 1. */
    static double point(long n) {
        return (n * GOLDEN >>> 11) * UNIT;
    }
}
