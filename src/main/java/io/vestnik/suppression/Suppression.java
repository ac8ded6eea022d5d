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

    public static final String PERMANENT_FAILURE = "permanent_failure";
    public static final String HARD_BOUNCE = "hard_bounce";
    public static final String REFUSED_BY_OPERATOR = "refused_by_operator";
    public static final String MANUAL = "manual";
    /** Also of messages that are asked for: an erased person is not written to again before it agrees again. */
    public static final String ERASED = "erased";

    /** In the column {@code channel}. */
    static final String ALL = "*";

    /** There, before a channel's name or alone for all: the person was erased. It is kept beside what else is known of the address. */
    static final String ERASED_MARK = "!";

    /**
     * Where a key of {@code message.addresses} is suppressed: ids of messengers are numbers, and one may be somebody else's at another.
     *
     * @return null: on all channels, as numbers and mailboxes are of one person wherever they are used
     */
    public static String channelOf(String key) {
        String name = key.substring(0, key.indexOf(':'));
        return name.equals("phone") || name.equals("email") ? null : name;
    }

    /** As long as the other, or longer. */
    boolean lasts(Suppression other) {
        return expires == null || other.expires != null && !other.expires.isAfter(expires);
    }
}
