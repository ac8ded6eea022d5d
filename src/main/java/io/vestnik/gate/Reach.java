package io.vestnik.gate;

import java.time.Instant;

/**
 * Whether a channel can reach the recipient at all, whatever it is sent.
 *
 * @param forbidden the account must not use the channel
 * @param blocked the recipient forbids us to write there
 * @param closes when its window closes: what is sent needs the recipient's word before; {@link Instant#MIN}: there was none yet; null:
 *     nothing asks for it
 */
public record Reach(boolean forbidden, boolean blocked, Instant closes) {

    public static final Reach OPEN = new Reach(false, false, null);

    boolean isClosed(Instant now) {
        return closes != null && !now.isBefore(closes);
    }
}
