package io.vestnik.channel;

import java.time.Instant;

/**
 * What a provider tells of a message that it took.
 *
 * @param providerMessageId in normal form, as {@link Outcome.Sent} had it
 * @param code the provider's own code; null: none
 * @param at when it happened, as the hub saw it
 * @param reference our {@link Submission#reference()} as it came back; null: the provider does not return it
 * @param address the recipient, E.164; null: not told
 * @param sender null: not told
 * @param deliveryId our {@link Submission#deliveryId()} as it came back; null: the provider does not return it
 */
public record Receipt(
        String provider,
        String providerMessageId,
        State state,
        String code,
        Instant at,
        Integer reference,
        String address,
        String sender,
        String deliveryId) {

    /** Of a provider that does not return our delivery's id. */
    public Receipt(
            String provider,
            String providerMessageId,
            State state,
            String code,
            Instant at,
            Integer reference,
            String address,
            String sender) {
        this(provider, providerMessageId, state, code, at, reference, address, sender, null);
    }

    public enum State {
        /** On its way: not final. */
        ENROUTE,
        DELIVERED,
        UNDELIVERED,
        READ
    }
}
