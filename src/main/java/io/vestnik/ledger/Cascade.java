package io.vestnik.ledger;

import static io.vestnik.ledger.DeliveryStatus.FAILED;
import static io.vestnik.ledger.DeliveryStatus.QUEUED;
import static io.vestnik.ledger.DeliveryStatus.SKIPPED;

import io.vestnik.message.Step;
import java.time.Instant;
import java.util.stream.Stream;

/** The steps of a message in their order: which one starts next, and when the message has come to its end (ADR 0007). */
final class Cascade {

    static final String NO_ADDRESS = "no_address";

    private final Message message;

    Cascade(Message message) {
        this.message = message;
    }

    /** The next step, or the end: called after whatever ended a delivery. */
    void advance(Instant now) {
        if (message.status.isFinal()) {
            return;
        }
        boolean reached = ordinary().anyMatch(Delivery::hasSucceeded);
        if (!reached) {
            startNext(now, now);
        }
        boolean requiredOpen = message.deliveries.stream().anyMatch(d -> d.isOpen() && required(d));
        boolean success = message.deliveries.stream().anyMatch(Delivery::hasSucceeded);
        boolean waiting = ordinary().anyMatch(d -> d.isOpen() && !(success && d.timedOut));
        if (!requiredOpen && (reached || !waiting)) {
            conclude(success, now);
        }
    }

    /** Starts steps until one is under way or none is left. */
    void startNext(Instant due, Instant now) {
        int next = nextPosition();
        while (next >= 0 && ordinary().noneMatch(d -> d.isOpen() && !d.timedOut)) {
            start(next, due, now);
            next = nextPosition();
        }
    }

    private int nextPosition() {
        for (int i = 0; i < message.plan.size(); i++) {
            int position = i;
            if (message.deliveries.stream().noneMatch(d -> d.position == position)) {
                return i;
            }
        }
        return -1;
    }

    void start(int position, Instant due, Instant now) {
        Delivery delivery = Deliveries.create(position, message.plan.get(position));
        message.deliveries.add(delivery);
        if (delivery.address == null) {
            delivery.end(SKIPPED, now, NO_ADDRESS);
        } else {
            delivery.queue(due);
            delivery.changed = true;
        }
    }

    private void conclude(boolean success, Instant now) {
        Delivery last = message.deliveries.stream()
                .filter(d -> d.status != SKIPPED)
                .reduce((a, b) -> a.position > b.position ? a : b)
                .orElse(null);
        if (success) {
            finish(MessageStatus.DELIVERED, null, now);
        } else if (last == null) {
            finish(MessageStatus.REFUSED, refusal(), now);
        } else {
            if (last.status == FAILED) {
                message.deadReason = last.channel + ": " + last.code;
            }
            finish(MessageStatus.of(last.status.toString()), last.code, now);
        }
    }

    private String refusal() {
        return message.deliveries.stream()
                .map(d -> d.code)
                .filter(code -> code != null && !code.equals(NO_ADDRESS))
                .findFirst()
                .orElse("invalid_address");
    }

    /** Ends the message: what is queued or was never reached is skipped, and the sender is told. */
    void finish(MessageStatus end, String why, Instant now) {
        for (Delivery delivery : message.deliveries) {
            if (delivery.status == QUEUED) {
                delivery.end(SKIPPED, now, null);
            }
        }
        for (int i = nextPosition(); i >= 0; i = nextPosition()) {
            Delivery unreached = Deliveries.create(i, message.plan.get(i));
            unreached.end(SKIPPED, now, null);
            message.deliveries.add(unreached);
        }
        message.status = end;
        message.reason = why;
        message.finalAt = now;
        message.changed = true;
        message.events.add(new TimelineEvent(now, end.toString(), null, why, null));
        message.tell(end.toString(), teller(), why, now);
    }

    /** The delivery that says how it ended: the one that succeeded, else the last one tried. */
    Delivery teller() {
        return message.deliveries.stream()
                .filter(d -> d.status != SKIPPED)
                .reduce((a, b) -> a.hasSucceeded() ? a : b)
                .orElse(null);
    }

    private Stream<Delivery> ordinary() {
        boolean all = message.plan.stream().allMatch(Step::required);
        return message.deliveries.stream().filter(d -> all || !required(d));
    }

    private boolean required(Delivery delivery) {
        return message.plan.get(delivery.position).required();
    }
}
