package io.vestnik.ledger;

import static io.vestnik.ledger.DeliveryStatus.EXPIRED;

import io.vestnik.message.MessageClass;
import io.vestnik.message.Step;
import java.time.Instant;

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
                    delivery.queue(now);
                    delivery.note(now, "repeated", delivery.code, "no answer and no receipt: sent once more");
                } else {
                    inVain(message, delivery, now);
                }
            }
            case SENT -> inVain(message, delivery, now);
            default -> {}
        }
    }

    private static boolean mayRepeat(Message message, Delivery delivery, Instant now) {
        return delivery.repeats == 0
                && message.messageClass != MessageClass.MARKETING
                && !message.status.isFinal()
                && now.isBefore(message.validUntil);
    }

    private static void inVain(Message message, Delivery delivery, Instant now) {
        if (!now.isBefore(message.validUntil)) {
            delivery.end(EXPIRED, now, null, "no receipt in time");
        } else {
            delivery.timedOut = true;
            delivery.due = message.validUntil;
            delivery.note(now, "timeout", null, "no receipt in the step's time");
        }
        message.cascade.advance(now);
    }

    /** Until when a sent delivery waits before the next step starts; without a next step, to the end. */
    static Instant until(Message message, Delivery delivery, Instant sentAt) {
        Step step = message.plan.get(delivery.position);
        if (delivery.timedOut || step.required() || message.plan.size() == 1) {
            return message.validUntil;
        }
        Instant end = sentAt.plus(step.timeout() == null ? message.waits.step() : step.timeout());
        return end.isBefore(message.validUntil) ? end : message.validUntil;
    }
}
