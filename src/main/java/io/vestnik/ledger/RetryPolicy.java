package io.vestnik.ledger;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How often, and how long apart, a provider that refused for now is asked again. */
final class RetryPolicy {

    static final int ATTEMPTS = 5;

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private RetryPolicy() {}

    /**
     * 5 s x 3 for every further attempt, up to 10 min, with 20 % jitter so that a recovered provider is not hit by all at once.
     *
     * @param attempts made so far, from 1
     * @param asked by the provider; null: ours
     */
    static Duration delay(int attempts, Duration asked) {
        if (asked != null) {
            return asked;
        }
        double seconds = Math.min(FIRST.toSeconds() * Math.pow(3, attempts - 1), LONGEST.toSeconds());
        return Duration.ofMillis((long) (seconds * 1000 * ThreadLocalRandom.current().nextDouble(0.8, 1.2)));
    }
}
