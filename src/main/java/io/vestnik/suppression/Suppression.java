package io.vestnik.suppression;

import java.time.Instant;

/**
 * An address that nothing is sent to.
 *
 * @param channel null: all that use this address
 * @param address in its normal form; null: only its hash is known, the person was erased. To add one it is always given, and of an
 *     erased person only its hash is stored
 * @param reason {@code permanent_failure}, {@code hard_bounce}, {@code refused_by_operator}, {@code manual}, {@code erased}
 * @param source who or what found it out: a provider's name and code, or who asked for it
 * @param expires null: never
 */
public record Suppression(
        String account, String channel, String address, String reason, String source, Instant at, Instant expires) {

    public static final String PERMANENT_FAILURE = "permanent_failure";
    public static final String HARD_BOUNCE = "hard_bounce";
    public static final String REFUSED_BY_OPERATOR = "refused_by_operator";
    public static final String MANUAL = "manual";
    /** Also of messages that are asked for: an erased person is not written to again before it agrees again. */
    public static final String ERASED = "erased";

    /** In the column {@code channel}. */
    static final String ALL = "*";

    boolean isErased() {
        return reason.equals(ERASED);
    }

    /** As long as the other, or longer. */
    boolean lasts(Suppression other) {
        return isErased() || !other.isErased() && (expires == null || other.expires != null && !other.expires.isAfter(expires));
    }
}
