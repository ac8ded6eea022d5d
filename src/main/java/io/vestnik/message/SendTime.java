package io.vestnik.message;

import java.time.Instant;
import java.util.Map;

/**
 * When a message is to go.
 *
 * @param at null: at once
 * @param why on whose clock a local time was read, for the timeline; null: it was given with its offset, or not at all
 */
public record SendTime(Instant at, Map<String, String> why) {

    public static final SendTime AT_ONCE = new SendTime(null, null);
}
