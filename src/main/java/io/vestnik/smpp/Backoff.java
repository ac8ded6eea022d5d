package io.vestnik.smpp;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Waits between tries to bind: doubling, and spread so that the nodes do not come back in step. Not thread-safe. */
final class Backoff {

    private final SmppTimes times;
    private int failures;

    Backoff(SmppTimes times) {
        this.times = times;
    }

    /** @param refused our credentials were: hammering locks accounts */
    Duration next(boolean refused) {
        long doubled = times.retry().toMillis() << Math.min(failures++, 16);
        long most = Math.min(doubled, times.retryMost().toMillis());
        long spread = most - ThreadLocalRandom.current().nextLong(most / 5 + 1);
        return Duration.ofMillis(refused ? Math.max(spread, times.refused().toMillis()) : spread);
    }

    void reset() {
        failures = 0;
    }
}
