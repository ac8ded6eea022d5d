package io.vestnik.gate;

import static java.util.Comparator.naturalOrder;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** Lets what waited for the hours go little by little: each delivery has its own moment, the same whenever it is asked for. */
final class Spread {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Spread() {}

    /**
     * A moment of the time after the opening.
     *
     * @param over how long that time is; cut where the hours or the validity end earlier
     */
    static Instant of(String deliveryId, Instant opening, Duration over, Facts facts, Policy policy) {
        Instant closing = policy.hours().closingAfter(opening, facts.whereabouts().zones(), policy.calendar());
        Instant end = Stream.of(opening.plus(over), facts.validUntil(), closing).min(naturalOrder()).orElseThrow();
        return opening.plusMillis((long) (fraction(deliveryId) * Duration.between(opening, end).toMillis()));
    }

    /** 0 to below 1. Ids that follow each other must not, so their hash is scattered (Fibonacci hashing). */
    private static double fraction(String id) {
        return (id.hashCode() * GOLDEN >>> 11) * 0x1p-53;
    }
}
