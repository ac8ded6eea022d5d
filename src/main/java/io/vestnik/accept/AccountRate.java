package io.vestnik.accept;

import java.time.Duration;

/** Messages a second of one account or login on this node: a bucket that holds one second's worth. */
public final class AccountRate {

    private double tokens = Double.MAX_VALUE; // as many as it holds
    private long refilled;

    /**
     * @param perSecond this node's share of the account's rate
     * @return null: go ahead; else how long until there is room
     */
    public Duration take(double perSecond) {
        return take(perSecond, 1);
    }

    /** As above, for some that go together or not at all; more than the bucket holds are owed afterwards. */
    public synchronized Duration take(double perSecond, int messages) {
        double needed = Math.min(messages, refill(perSecond));
        if (tokens >= needed) {
            tokens -= messages;
            return null;
        }
        return Duration.ofMillis((long) Math.ceil((needed - tokens) / perSecond * 1000));
    }

    /** For what can wait: as many as there are now, {@code most} at most, but half the bucket stays for what can't. */
    synchronized int takeSpare(double perSecond, int most) {
        double full = refill(perSecond);
        double kept = full < 2 ? 0 : full / 2;
        int taken = Math.max(0, (int) Math.min(most, tokens - kept));
        tokens -= taken;
        return taken;
    }

    private double refill(double perSecond) {
        long now = System.nanoTime();
        double full = Math.max(1, perSecond);
        tokens = Math.min(full, tokens + (now - refilled) / 1e9 * perSecond);
        refilled = now;
        return full;
    }
}
