package io.vestnik.cap;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A limit that is used up on a day.
 *
 * @param channel {@link Counts#ALL}: over all channels
 * @param limit zero: never has room
 * @param count at least the limit
 */
public record Full(Period period, String channel, int limit, int count) {

    /**
     * Of the limits that are used up on that day the one that lasts longest; null: there is room.
     *
     * @param all whether to ask for the limits over all channels
     * @param here whether to ask for those of the channel
     */
    public static Full of(Caps caps, Counts counts, String channel, boolean all, boolean here, LocalDate day) {
        return Stream.concat(
                        all ? of(caps.all(), counts, Counts.ALL, day) : Stream.empty(),
                        here ? of(caps.on(channel), counts, channel, day) : Stream.empty())
                .max(Comparator.comparing((Full full) -> full.limit == 0).thenComparing(full -> full.period.next(day)))
                .orElse(null);
    }

    private static Stream<Full> of(Limits limits, Counts counts, String channel, LocalDate day) {
        return Stream.of(Period.values())
                .filter(period -> limits.in(period) != null)
                .map(period -> new Full(period, channel, limits.in(period), counts.in(period, day, channel)))
                .filter(full -> full.count >= full.limit);
    }
}
