package io.vestnik.cap;

import java.time.LocalDate;
import java.util.Map;

/**
 * What a recipient was sent of one class: per local day, messages over all channels ({@link #ALL}) and deliveries by channel. Where one
 * person was counted under several addresses, the highest number of each holds.
 */
public record Counts(Map<LocalDate, Map<String, Integer>> days) {

    /** In the place of a channel's name. */
    public static final String ALL = "*";

    public static final Counts NONE = new Counts(Map.of());
}
