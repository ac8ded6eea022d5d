package io.vestnik.gate;

import java.util.List;

/**
 * Deliveries that are alike in all that the gate decides on, so that a route decides once for all of them.
 *
 * @param consent {@code granted}, {@code withdrawn}, {@code none}, or {@code not_asked}
 * @param hours {@code open} or {@code closed}: the account's hours for this class, now; {@code no_account}: it was removed
 * @param paused an operator has paused its account or channel
 */
public record Likes(
        String messageClass, String channel, String consent, String hours, boolean paused, List<String> ids) {}
