package io.vestnik.channel;

import java.util.function.IntSupplier;

/**
 * Tokens for segments at a provider's rate; may go into debt. The bucket is small (20 ms of the rate): carriers count per
 * second, and what is saved up would be over the rate. Not thread-safe: the pool's lock guards it.
 */
final class RateBucket {

    private static final double NANOS = 1e9;

    private final Integer ratePerSecond;
    private final IntSupplier liveNodes;
    private double tokens;
    private long filledAt;

    /** @param ratePerSecond over all nodes; null: no limit */
    RateBucket(Integer ratePerSecond, IntSupplier liveNodes, long now) {
        this.ratePerSecond = ratePerSecond;
        this.liveNodes = liveNodes;
        this.filledAt = now;
        this.tokens = ratePerSecond == null ? 0 : capacity();
    }

    /** Whole tokens that this lane may take now; bulk leaves some for express. */
    int available(boolean express, long now) {
        if (ratePerSecond == null) {
            return Integer.MAX_VALUE;
        }
        refill(now);
        return (int) Math.floor(tokens - floor(express) + 1e-9);
    }

    /** Until {@link #available} is 1 if nobody takes any. */
    long nanosToNext(boolean express, long now) {
        if (available(express, now) > 0) {
            return 0;
        }
        return (long) Math.ceil((1 + floor(express) - tokens) / rate() * NANOS);
    }

    void take(int n) {
        if (ratePerSecond != null) {
            tokens -= n;
        }
    }

    void giveBack(int n) {
        take(-n);
        if (ratePerSecond != null) {
            tokens = Math.min(tokens, capacity());
        }
    }

    private void refill(long now) {
        tokens = Math.min(capacity(), tokens + (now - filledAt) / NANOS * rate());
        filledAt = now;
    }

    private double rate() {
        return (double) ratePerSecond / Math.max(1, liveNodes.getAsInt());
    }

    private double capacity() {
        return Math.max(Math.max(1, Math.min(2, rate())), rate() / 50);
    }

    private double floor(boolean express) {
        return express || capacity() < 2 ? 0 : Math.max(1, Math.floor(capacity() / 10));
    }
}
