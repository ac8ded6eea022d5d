package io.vestnik.cap;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * What a recipient was sent of one class: per local day, messages over all channels ({@link #ALL}) and deliveries by channel. Where one
 * person was counted under several addresses, the highest number of each holds.
 */
public record Counts(Map<LocalDate, Map<String, Integer>> days) {

    /** In the place of a channel's name. */
    public static final String ALL = "*";

    public static final Counts NONE = new Counts(Map.of());

    /** How many in the period that {@code day} is in, also on its later days. */
    public int in(Period period, LocalDate day, String channel) {
        LocalDate begin = period.begin(day);
        LocalDate end = period.next(day);
        int sum = 0;
        for (Map.Entry<LocalDate, Map<String, Integer>> entry : days.entrySet()) {
            if (!entry.getKey().isBefore(begin) && entry.getKey().isBefore(end)) {
                sum += entry.getValue().getOrDefault(channel, 0);
            }
        }
        return sum;
    }

    /** Of one recipient under two addresses. */
    public Counts and(Counts other) {
        Map<LocalDate, Map<String, Integer>> both = new HashMap<>(days);
        other.days.forEach((day, counts) -> both.merge(day, counts, Counts::higher));
        return new Counts(both);
    }

    private static Map<String, Integer> higher(Map<String, Integer> some, Map<String, Integer> others) {
        Map<String, Integer> each = new HashMap<>(some);
        others.forEach((channel, count) -> each.merge(channel, count, Math::max));
        return each;
    }
}
