package io.vestnik.accept;

import java.time.Duration;

/** The account sends faster than it may: HTTP 429 with Retry-After. */
public final class RateExceeded extends RuntimeException {

    private final transient Duration retryAfter;

    public RateExceeded(Duration retryAfter) {
        super("the account's rate is exceeded", null, false, false);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
