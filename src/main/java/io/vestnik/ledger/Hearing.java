package io.vestnik.ledger;

import static io.vestnik.ledger.DeliveryStatus.DELIVERED;
import static io.vestnik.ledger.DeliveryStatus.READ;
import static io.vestnik.ledger.DeliveryStatus.SENT;
import static io.vestnik.ledger.DeliveryStatus.UNDELIVERED;
import static io.vestnik.ledger.DeliveryStatus.UNKNOWN;

import io.vestnik.channel.Receipt;
import java.time.Instant;
import java.util.Locale;

/** What a receipt, or a reply, means for the delivery. */
final class Hearing {

    private static final String LATE = "late";

    private Hearing() {}

    /** A receipt for a part of a delivery; in any order, any number of times. */
    static void apply(Message message, Delivery delivery, Receipt receipt, Instant now) {
        String state = receipt.state().name().toLowerCase(Locale.ROOT);
        if (receipt.state() == Receipt.State.ENROUTE || delivery.hasHeard(receipt.providerMessageId(), state)) {
            return;
        }
        if (delivery.isOpen()) {
            open(message, delivery, receipt, state, now);
        } else {
            delivery.receive(receipt.providerMessageId(), state);
            ended(message, delivery, receipt, state, now);
        }
    }

    private static void open(Message message, Delivery delivery, Receipt receipt, String state, Instant now) {
        if (receipt.state() != Receipt.State.UNDELIVERED) {
            delivery.receive(receipt.providerMessageId(), state);
            if (delivery.allPartsDelivered() && isNews(delivery)) {
                late(message, delivery, state, now);
                arrived(message, delivery, receipt.code(), now);
            }
        } else if (delivery.status.compareTo(SENT) <= 0) { // who says both is believed the first
            delivery.receive(receipt.providerMessageId(), state);
            late(message, delivery, state, now);
            delivery.end(UNDELIVERED, now, receipt.code());
            message.cascade.advance(now);
        }
    }

    private static boolean isNews(Delivery delivery) {
        return delivery.status.compareTo(SENT) <= 0 || delivery.status == DELIVERED && delivery.isAnyPartRead();
    }

    /** All of it; who has read a part has read it. */
    static void arrived(Message message, Delivery delivery, String code, Instant now) {
        delivered(message, delivery, code, now);
        if (delivery.isAnyPartRead()) {
            read(message, delivery, now);
        }
    }

    /** After its end only what was delivered may still be read; all else is for the timeline. */
    private static void ended(Message message, Delivery delivery, Receipt receipt, String state, Instant now) {
        boolean arrival = receipt.state() != Receipt.State.UNDELIVERED;
        if (receipt.state() == Receipt.State.READ && delivery.status == DELIVERED) {
            read(message, delivery, now);
        } else if (arrival && !delivery.allPartsDelivered()) {
            delivery.changed = true; // another part is missing
        } else if (!state.equals(delivery.status.toString()) && delivery.status != READ) {
            delivery.note(now, state, receipt.code(), "late receipt");
            message.tellLate(delivery, state, now);
        }
    }

    /** The step's time was over, and another one may have started. */
    private static void late(Message message, Delivery delivery, String what, Instant now) {
        if (delivery.timedOut) {
            delivery.note(now, LATE, what, "after the step's time");
            message.tellLate(delivery, what, now);
        }
    }

    private static void delivered(Message message, Delivery delivery, String code, Instant now) {
        if (delivery.status.compareTo(SENT) > 0) {
            return;
        }
        if (delivery.status != SENT) {
            delivery.due = Patience.until(message, delivery, now); // its answer never came
        }
        delivery.come(DELIVERED, now, code);
        message.cascade.heard(delivery, Success.DELIVERED, Success.DELIVERED, now);
    }

    private static void read(Message message, Delivery delivery, Instant now) {
        if (delivery.status == READ) {
            return; // another part of it
        }
        delivery.status = READ;
        delivery.note(now, READ.toString(), null, null);
        if (delivery.isOpen()) {
            message.cascade.heard(delivery, Success.READ, Success.DELIVERED, now);
        }
        message.tellEvent(READ.toString(), delivery, now);
    }

    /** The recipient wrote back. What is being handed to the provider can't be meant: it may still refuse it. */
    static void reply(Message message, Delivery delivery, Instant now) {
        boolean out = delivery.status == UNKNOWN || delivery.status.compareTo(SENT) >= 0;
        if (!out || !delivery.isOpen() || Success.wanted(message, delivery, null) != Success.REPLY) {
            return;
        }
        late(message, delivery, Success.REPLY.toString(), now);
        if (delivery.status == UNKNOWN) { // its answer never came
            delivery.status = SENT;
            delivery.code = null;
        }
        message.cascade.heard(delivery, Success.REPLY, Success.REPLY, now);
    }
}
