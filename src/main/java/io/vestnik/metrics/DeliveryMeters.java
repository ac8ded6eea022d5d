package io.vestnik.metrics;

import io.vestnik.message.MessageClass;
import java.time.Duration;

/** Deliveries: stopped by the gate, taken or refused by a provider, and what receipts told. */
public final class DeliveryMeters {

    private static final Counters REFUSED = new Counters("vestnik.refused", "class", "reason");
    private static final Counters SENT = new Counters("vestnik.sent", "class", "channel", "provider");
    private static final Times SUBMITTED = new Times("vestnik.submitted", "class", "channel");
    private static final Counters FAILED = new Counters("vestnik.failed", "channel", "provider", "kind");
    private static final Counters UNKNOWN = new Counters("vestnik.unknown", "channel", "provider");
    private static final Counters RECEIPTS = new Counters("vestnik.receipts", "provider", "result");

    private DeliveryMeters() {}

    /** Not to this recipient: by the gate, or by the last check before the wire. */
    public static void refused(MessageClass messageClass, String reason) {
        REFUSED.add(1, messageClass.toString(), reason);
    }

    /** @param took since its message was accepted, or was to be sent; of the first step what a recipient waits */
    public static void sent(MessageClass messageClass, String channel, String provider, Duration took) {
        SENT.add(1, messageClass.toString(), channel, provider);
        SUBMITTED.record(took, messageClass.toString(), channel);
    }

    /** The provider did not take it this time. */
    public static void failed(String channel, String provider, String kind) {
        FAILED.add(1, channel, provider, kind);
    }

    /** It went out and no answer came. */
    public static void unknown(String channel, String provider) {
        UNKNOWN.add(1, channel, provider);
    }

    /**
     * @param result {@code matched}; {@code parked}: its delivery is not known yet, and may be matched later; {@code late}: its
     *     delivery had ended, a reading too; {@code unreadable}: it names none
     */
    public static void receipt(String provider, String result) {
        RECEIPTS.add(1, provider, result);
    }
}
