package io.vestnik.health;

import java.time.Instant;

/**
 * What its health leaves a provider.
 *
 * @param percent of its configured share, 0 to 100
 * @param reason of the last loss: {@code errors} or {@code slow}
 * @param changedAt the distant past: never
 */
record Weight(int percent, String reason, Instant changedAt) {

    static final String ERRORS = "errors";
    static final String SLOW = "slow";
    static final Weight WHOLE = new Weight(100, "", Instant.EPOCH);

    boolean isWhole() {
        return percent == 100;
    }
}
