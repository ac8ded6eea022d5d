package io.vestnik.gate;

import java.time.Duration;
import java.time.Instant;

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
        Duration left = Duration.between(opening, facts.validUntil());
        Duration room = over.compareTo(left) < 0 ? over : left;
        while (!room.isZero() && !isOpen(opening.plus(room).minusMillis(1), facts, policy)) {
            room = Duration.ofMillis(room.toMillis() / 2); // a short window: well within it is good enough
        }
        return opening.plusMillis((long) (fraction(deliveryId) * room.toMillis()));
    }

    private static boolean isOpen(Instant at, Facts facts, Policy policy) {
        return policy.hours().nextOpening(at, facts.whereabouts().zones(), policy.calendar()).equals(at);
    }

    /** 0 to below 1. Ids that follow each other must not, so their hash is scattered (Fibonacci hashing). */
    private static double fraction(String id) {
        return (id.hashCode() * GOLDEN >>> 11) * 0x1p-53;
    }
}
