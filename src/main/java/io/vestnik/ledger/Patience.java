package io.vestnik.ledger;

import static io.vestnik.ledger.DeliveryStatus.EXPIRED;
import static io.vestnik.ledger.DeliveryStatus.SENT;

import io.vestnik.message.MessageClass;
import io.vestnik.message.Step;
import java.time.Instant;
import java.util.List;

/** How long a delivery is waited for, and what follows when nothing was heard. */
final class Patience {

    private Patience() {}

    /** Its time has come and nothing was heard. */
    static void end(Message message, Delivery delivery, Instant now) {
        if (delivery.due == null || delivery.due.isAfter(now)) {
            return;
        }
        switch (delivery.status) {
            case SENDING -> Answer.unknown(message, delivery, "timeout", now);
            case UNKNOWN -> {
                if (mayRepeat(message, delivery, now)) {
                    delivery.repeats = 1;
                    delivery.avoid(delivery.provider); // there is no third time
                    delivery.parts = List.of(); // of a copy: parts of two copies are no whole message
                    delivery.queue(now);
                    delivery.note(now, "repeated", delivery.code, "no answer and no receipt: sent once more");
                } else {
                    inVain(message, delivery, now);
                }
            }
            case SENT, DELIVERED, READ -> inVain(message, delivery, now);
            default -> {}
        }
    }

    private static boolean mayRepeat(Message message, Delivery delivery, Instant now) {
        return delivery.repeats == 0
                && message.messageClass != MessageClass.MARKETING
                && message.cascade.needs(delivery)
                && now.isBefore(message.validUntil);
    }

    private static void inVain(Message message, Delivery delivery, Instant now) {
        if (!now.isBefore(message.validUntil)) {
            over(message, delivery, now);
        } else {
            delivery.due = message.validUntil;
            delivery.changed = true;
            if (isTimed(message, delivery)) {
                delivery.timedOut = true;
                delivery.note(now, "timeout", null, "no success in the step's time");
            }
        }
        message.cascade.advance(now);
    }

    /** What is at the recipient stays there: its code says what more the step asked for. */
    private static void over(Message message, Delivery delivery, Instant now) {
        String missed = Success.wanted(message, delivery, Success.DELIVERED).missed();
        if (delivery.status.compareTo(SENT) > 0) {
            delivery.stay(now, missed);
        } else {
            delivery.end(EXPIRED, now, missed, "no success in time");
        }
    }

    /** Something depends on the step's time: a later step may start, or a required one's success be enough. */
    private static boolean isTimed(Message message, Delivery delivery) {
        boolean required = message.plan.get(delivery.position).required();
        boolean matters = message.cascade.isAnyLeft() || message.plan.stream().anyMatch(Step::required);
        return !required && matters && message.cascade.needs(delivery);
    }

    /** Until when a delivery that was sent waits before the next step starts; where nothing depends on it, to the end. */
    static Instant until(Message message, Delivery delivery, Instant sentAt) {
        Step step = message.plan.get(delivery.position);
        if (delivery.timedOut || !isTimed(message, delivery)) {
            return message.validUntil;
        }
        Instant end = sentAt.plus(step.timeout() == null ? message.waits.step() : step.timeout());
        return end.isBefore(message.validUntil) ? end : message.validUntil;
    }
}
