package io.vestnik.callback;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** When a failed callback, or what a client refused, is tried again. */
public final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final int FACTOR = 3;
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final double JITTER = 0.2;

    private Backoff() {}

    /**
     * @param attempts that failed, this one included
     * @param asked by Retry-After; zero: not asked
     */
    public static Duration after(int attempts, Duration asked) {
        double seconds = Math.min(FIRST.toSeconds() * Math.pow(FACTOR, attempts - 1.0), LONGEST.toSeconds());
        double early = seconds * JITTER * ThreadLocalRandom.current().nextDouble();
        Duration own = Duration.ofMillis((long) ((seconds - early) * 1000));
        return own.compareTo(asked) > 0 ? own : asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}
