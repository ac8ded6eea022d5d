package io.vestnik.suppression;

import java.time.Instant;

/**
 * An address that nothing is sent to.
 *
 * @param channel null: all that use this address
 * @param address in its normal form; null: only its hash is known, the person was erased
 * @param reason {@code permanent_failure}, {@code hard_bounce}, {@code refused_by_operator}, {@code manual}, {@code erased}
 * @param source who or what found it out: a provider's name and code, or who asked for it
 * @param expires null: never
 */
public record Suppression(
        String account, String channel, String address, String reason, String source, Instant at, Instant expires) {

    /** Also of messages that are asked for: an erased person is not written to again before it agrees again. */
    public static final String ERASED = "erased";
}
