package io.vestnik.ledger;

import static io.vestnik.ledger.DeliveryStatus.DELIVERED;
import static io.vestnik.ledger.DeliveryStatus.READ;
import static io.vestnik.ledger.DeliveryStatus.UNDELIVERED;

import io.vestnik.channel.Receipt;
import java.time.Instant;
import java.util.Locale;

/** What a receipt means for the delivery. */
final class Hearing {

    private Hearing() {}

    /** A receipt for a part of a delivery; in any order, any number of times. */
    static void apply(Message message, Delivery delivery, Receipt receipt, Instant now) {
        String state = receipt.state().name().toLowerCase(Locale.ROOT);
        if (receipt.state() == Receipt.State.ENROUTE || delivery.hasPart(receipt.providerMessageId(), state)) {
            return;
        }
        if (!delivery.isOpen()) {
            late(message, delivery, receipt, state, now);
            return;
        }
        delivery.receive(receipt.providerMessageId(), state);
        if (receipt.state() == Receipt.State.UNDELIVERED) {
            delivery.end(UNDELIVERED, now, receipt.code());
            message.cascade.advance(now);
        } else if (delivery.allPartsDelivered()) {
            delivered(message, delivery, receipt.code(), now);
            if (receipt.state() == Receipt.State.READ) {
                read(message, delivery, now);
            }
        }
    }

    private static void late(Message message, Delivery delivery, Receipt receipt, String state, Instant now) {
        delivery.receive(receipt.providerMessageId(), state);
        if (receipt.state() == Receipt.State.READ && delivery.status == DELIVERED) {
            read(message, delivery, now);
        } else if (!state.equals(delivery.status.toString()) && delivery.status != READ) {
            delivery.note(now, state, receipt.code(), "late receipt");
        }
    }

    static void delivered(Message message, Delivery delivery, String code, Instant now) {
        delivery.end(DELIVERED, now, code);
        message.cascade.advance(now);
    }

    private static void read(Message message, Delivery delivery, Instant now) {
        delivery.status = READ;
        delivery.note(now, "read", null, null);
        message.tellEvent("read", delivery, now);
    }
}
