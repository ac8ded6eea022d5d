package io.vestnik.channel;

import java.time.Duration;

/**
 * What is peculiar to a channel, whichever provider serves it.
 *
 * @param foreign a messenger from abroad, which some accounts must not use
 * @param window a text of one's own may be sent only so long after the recipient's last word; null: at any time
 * @param tellsDelivery receipts follow; false: that the platform took it is all that is ever known
 */
public record Traits(boolean foreign, Duration window, boolean tellsDelivery) {

    /** Of a channel that nobody described. */
    public static final Traits PLAIN = new Traits(false, null, true);
}
