package io.vestnik.channel;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What became of a {@link Submission} on the wire. */
public sealed interface Outcome {

    String deliveryId();

    /**
     * The provider took it.
     *
     * @param providerMessageIds its ids in normal form, one a part; never empty
     */
    record Sent(String deliveryId, List<String> providerMessageIds) implements Outcome {}

    /**
     * The provider took it and will tell nothing more: with that the step has succeeded, its delivery stays {@code sent}.
     *
     * @param providerMessageId its id in normal form
     */
    record Accepted(String deliveryId, String providerMessageId) implements Outcome {}

    /**
     * The provider refused it, for certain.
     *
     * @param code the provider's own code, for the timeline
     * @param retryAfter the time the provider asked for; null: ours
     * @param others providers of the channel that took messages at that moment, without this one
     */
    record Refused(String deliveryId, FailureKind kind, String code, Duration retryAfter, Set<String> others) implements Outcome {

        /** There is no other provider. */
        public Refused(String deliveryId, FailureKind kind, String code, Duration retryAfter) {
            this(deliveryId, kind, code, retryAfter, Set.of());
        }
    }

    /**
     * It was not sent, nor will it be: the hub found on its way to the wire that it can't go over this channel.
     *
     * @param reason as the sender is told it: {@code too_long}, {@code template_not_approved}, ...
     */
    record Skipped(String deliveryId, String reason) implements Outcome {}

    /** The bytes went out and no answer came. */
    record Unknown(String deliveryId, String code) implements Outcome {}

    /** Not one byte went out: it may be sent again at once. */
    record Unsent(String deliveryId) implements Outcome {}
}
