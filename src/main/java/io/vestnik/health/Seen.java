package io.vestnik.health;

import io.vestnik.channel.ProviderCounts.Minute;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * A provider as all nodes saw it in the last hour.
 *
 * @param minutes in any order; one that is missing had nothing
 * @param serves it takes messages now, as this node sees it
 */
record Seen(String provider, List<Minute> minutes, boolean serves, Weight weight) {

    /** Of the minutes that are over and had their time. */
    private static final Duration WINDOW = Duration.ofMinutes(10);

    /** @return of the messages sent up to 10 minutes before those that may still be heard of in time */
    Sum settled(Duration slow, Instant now) {
        Instant end = now.minus(slow);
        return sum(minute -> !minute.minute().isBefore(end.minus(WINDOW)) && !ends(minute).isAfter(end));
    }

    /** Of the hour, without those that may still be heard of in time. */
    Sum settledInAll(Duration slow, Instant now) {
        return sum(minute -> !ends(minute).isAfter(now.minus(slow)));
    }

    Sum all() {
        return sum(minute -> true);
    }

    /** The most errors of a minute that is not older. */
    int mostErrors(Duration back, Instant now) {
        return minutes.stream()
                .filter(minute -> ends(minute).isAfter(now.minus(back)))
                .mapToInt(Minute::errors)
                .max()
                .orElse(0);
    }

    /** Receipts come from it; where none ever came, none are missed. */
    boolean tells() {
        return all().quick() > 0;
    }

    private Sum sum(Predicate<Minute> which) {
        return new Sum(sum(which, Minute::sent), sum(which, Minute::quick), sum(which, Minute::errors));
    }

    private int sum(Predicate<Minute> which, ToIntFunction<Minute> number) {
        return minutes.stream().filter(which).mapToInt(number).sum();
    }

    private static Instant ends(Minute minute) {
        return minute.minute().plus(Duration.ofMinutes(1));
    }

    /** @param quick of those sent, heard of in time */
    record Sum(int sent, int quick, int errors) {

        /** Percent of them that were not heard of in time; 0: nothing was sent. */
        int lateShare() {
            return sent == 0 ? 0 : Math.max(0, 100 * (sent - quick) / sent);
        }

        /** 0 to 1; null: nothing was sent. */
        Double quickShare() {
            return sent == 0 ? null : Math.min(1.0, Math.round(1_000.0 * quick / sent) / 1_000.0);
        }
    }
}
