package io.vestnik.metrics;

import io.vestnik.message.MessageClass;
import java.time.Duration;

/** Messages: taken in, turned away at the door, ended. */
public final class MessageMeters {

    private static final Counters ACCEPTED = new Counters("vestnik.accepted", "class", "door");
    private static final Counters BY_ACCOUNT = new Counters("vestnik.account.accepted", "account");
    private static final Counters REJECTED = new Counters("vestnik.rejected", "door", "reason");
    private static final Counters ENDED = new Counters("vestnik.ended", "class", "status");
    private static final Times FINAL = new Times("vestnik.final", "class", "channel");

    private MessageMeters() {}

    /** Its row is safe. The account has a series of its own, so that accounts don't multiply classes and doors. */
    public static void accepted(MessageClass messageClass, String door, String account) {
        ACCEPTED.add(1, messageClass.toString(), door);
        BY_ACCOUNT.add(1, account);
    }

    /** @param reason {@code malformed}, {@code unprocessable}, {@code key_reused}, {@code rate}, {@code unavailable} */
    public static void rejected(String door, String reason) {
        REJECTED.add(1, door, reason);
    }

    /**
     * @param status a final one
     * @param channel of the delivery that decided it; null: none went out
     * @param took since it was accepted, or was to be sent
     */
    public static void ended(MessageClass messageClass, String status, String channel, Duration took) {
        ENDED.add(1, messageClass.toString(), status);
        FINAL.record(took, messageClass.toString(), channel == null ? "none" : channel);
    }
}
