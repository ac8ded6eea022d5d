package io.vestnik.retention;

import io.vestnik.metrics.RetentionMeters;
import java.time.Duration;
import java.time.Instant;

/**
 * Goes over the rows of one table again and again and removes the old ones: a portion at a time, larger or smaller as it takes
 * little or long, and with a rest after each pass, the longer the more of it was in vain.
 */
abstract class Passes {

    private static final Duration LITTLE = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofMillis(50);
    private static final Duration REST = Duration.ofSeconds(5);
    private static final Duration REST_FOR_NOTHING = Duration.ofSeconds(1); // a portion that removed nothing

    private final String table;
    private final int least;
    private final int most;
    private int size;
    private Duration rest = REST;
    private Instant next = Instant.MIN;

    /** @param least and {@code most} rows or pages in a portion */
    Passes(String table, int least, int most) {
        this.table = table;
        this.least = least;
        this.most = most;
        this.size = least;
        RetentionMeters.show(table);
    }

    /**
     * What was removed of the next rows.
     *
     * @param end there are no more: the next portion begins a new pass
     */
    record Portion(int removed, boolean end) {}

    /** @param size how many rows or pages to look at */
    abstract Portion take(int size, Instant now);

    final boolean isResting(Instant now) {
        return now.isBefore(next);
    }

    final void work(Instant now) {
        next = now.plus(REST); // should it fail, the other tables have their turn
        long began = System.nanoTime();
        Portion portion = take(size, now);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        RetentionMeters.removed(table, portion.removed);
        if (portion.removed == 0) {
            rest = rest.plus(REST_FOR_NOTHING);
        }
        next = now;
        if (portion.end) {
            next = now.plus(rest);
            rest = REST;
        } else if (took.compareTo(LONG) > 0) {
            size = Math.max(least, size / 2);
        } else if (took.compareTo(LITTLE) < 0) {
            size = Math.min(most, size + size / 4);
        }
    }
}
