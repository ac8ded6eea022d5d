package io.vestnik.ledger;

import static io.vestnik.ledger.DeliveryStatus.FAILED;
import static io.vestnik.ledger.DeliveryStatus.QUEUED;
import static io.vestnik.ledger.DeliveryStatus.SKIPPED;

import io.vestnik.message.Step;
import java.time.Instant;
import java.util.Comparator;
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
        boolean reached = reached();
        if (reached) {
            skipQueued(ordinary().filter(d -> !required(d)), now);
        } else {
            startNext(now, now);
        }
        boolean requiredOpen = message.deliveries.stream().anyMatch(d -> d.isOpen() && required(d));
        boolean success = message.deliveries.stream().anyMatch(Delivery::hasSucceeded);
        boolean waiting = ordinary().anyMatch(d -> d.isOpen() && !(success && d.timedOut));
        if (!requiredOpen && (reached || !waiting)) {
            conclude(success, now);
        }
    }

    /** The delivery's step may be tried again: nothing has come that makes it needless. */
    boolean needs(Delivery delivery) {
        return !message.status.isFinal() && (required(delivery) || !reached());
    }

    private boolean reached() {
        return ordinary().anyMatch(Delivery::hasSucceeded);
    }

    /** Something came to be known of an open delivery: if its step asks for no more, it has succeeded. */
    void heard(Delivery delivery, Success known, Success usual, Instant now) {
        Success wanted = Success.wanted(message, delivery, usual);
        if (known.compareTo(wanted) < 0) {
            return;
        }
        delivery.finalAt = now;
        delivery.due = null;
        delivery.node = null;
        if (known == Success.ACCEPTED || message.plan.get(delivery.position).success() != null) { // else its status says it
            delivery.note(now, "succeeded", known.toString(), known == usual && known == Success.ACCEPTED ? "this channel can tell no more" : null);
        }
        advance(now);
    }

    /** Starts steps until one is under way or none is left; none any more when the message is of no use. */
    void startNext(Instant due, Instant now) {
        int next = nextPosition();
        while (next >= 0 && now.isBefore(message.validUntil) && ordinary().noneMatch(d -> d.isOpen() && !d.timedOut)) {
            start(next, due, now);
            next = nextPosition();
        }
    }

    boolean isAnyLeft() {
        return nextPosition() >= 0;
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
        Delivery last = inOrder().filter(d -> d.status != SKIPPED).reduce((a, b) -> b).orElse(null);
        if (success) {
            finish(MessageStatus.DELIVERED, null, now);
        } else if (last == null) {
            finish(MessageStatus.REFUSED, refusal(), now);
        } else {
            if (last.status == FAILED) {
                message.deadReason = last.channel + ": " + last.code;
            }
            boolean missed = Success.isMissed(last.code); // it arrived, and its step asked for more
            finish(missed ? MessageStatus.EXPIRED : MessageStatus.of(last.status.toString()), last.code, now);
        }
    }

    private String refusal() {
        return inOrder()
                .map(d -> d.code)
                .filter(code -> code != null && !code.equals(NO_ADDRESS))
                .findFirst()
                .orElse("invalid_address");
    }

    /** Ends the message: what is queued or was never reached is skipped, and the sender is told. */
    void finish(MessageStatus end, String why, Instant now) {
        skipQueued(message.deliveries.stream(), now);
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

    private static void skipQueued(Stream<Delivery> deliveries, Instant now) {
        deliveries.filter(d -> d.status == QUEUED).forEach(d -> d.end(SKIPPED, now, null));
    }

    /** The delivery that says how it ended: the one that succeeded, else the last one tried. */
    Delivery teller() {
        return inOrder().filter(d -> d.status != SKIPPED).reduce((a, b) -> a.hasSucceeded() ? a : b).orElse(null);
    }

    /** Of the plan: required steps are made before the others. */
    private Stream<Delivery> inOrder() {
        return message.deliveries.stream().sorted(Comparator.comparing(d -> d.position));
    }

    private Stream<Delivery> ordinary() {
        boolean all = message.plan.stream().allMatch(Step::required);
        return message.deliveries.stream().filter(d -> all || !required(d));
    }

    private boolean required(Delivery delivery) {
        return message.plan.get(delivery.position).required();
    }
}
