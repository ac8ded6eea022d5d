package io.vestnik.esme;

import java.time.Instant;

/**
 * A status of a message that its client asked to be told.
 *
 * @param id of its first row; those of further ids of the message follow it
 * @param code the provider's own; null: none
 */
public record OwedReceipt(String id, String account, String messageId, ReceiptWish wish, Deliver.State state, String code, Instant at) {

    public static OwedReceipt of(String account, String messageId, ReceiptWish wish, Deliver.State state, String code, Instant at) {
        return new OwedReceipt(DeliverIds.next(), account, messageId, wish, state, code, at);
    }
}
