package io.vestnik.ledger;

import static io.vestnik.ledger.DeliveryStatus.DELIVERED;
import static io.vestnik.ledger.DeliveryStatus.EXPIRED;
import static io.vestnik.ledger.DeliveryStatus.FAILED;
import static io.vestnik.ledger.DeliveryStatus.QUEUED;
import static io.vestnik.ledger.DeliveryStatus.READ;
import static io.vestnik.ledger.DeliveryStatus.SENDING;
import static io.vestnik.ledger.DeliveryStatus.SENT;
import static io.vestnik.ledger.DeliveryStatus.SKIPPED;
import static io.vestnik.ledger.DeliveryStatus.UNDELIVERED;
import static io.vestnik.ledger.DeliveryStatus.UNKNOWN;

import io.vestnik.channel.FailureKind;
import io.vestnik.channel.Outcome;
import io.vestnik.channel.Receipt;
import io.vestnik.message.MessageClass;
import io.vestnik.message.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A message and its deliveries: the state machine of the hub. Each method is one fact that came to be known; a fact that
 * comes a second time, or too late, changes nothing but the timeline. Pure: {@link Ledger} locks, loads and stores it.
 */
final class Message {

    /** A status to tell the sender of. */
    record Telling(String status, String channel, String reason, String code, Instant at, int sequence) {}

    private static final Duration BUSY = Duration.ofSeconds(1);
    private static final Duration OUT_OF_ORDER = Duration.ofSeconds(30);

    final String id;
    final String account;
    final MessageClass messageClass;
    final List<Step> plan;
    final Map<String, String> tags;
    final String callbackUrl;
    final Set<String> callbackEvents;
    final Instant validUntil;
    final Waits waits;
    final List<Delivery> deliveries = new ArrayList<>();

    MessageStatus status;
    String reason;
    int sequence;
    Instant finalAt;

    boolean changed;
    final List<TimelineEvent> events = new ArrayList<>();
    final List<Telling> tellings = new ArrayList<>();
    String deadReason;

    /**
     * @param unknown how long an unknown outcome waits for a receipt
     * @param step how long a step waits for its success where the message does not say
     */
    record Waits(Duration unknown, Duration step) {}

    Message(
            String id,
            String account,
            MessageClass messageClass,
            MessageStatus status,
            List<Step> plan,
            Map<String, String> tags,
            String callbackUrl,
            Set<String> callbackEvents,
            int sequence,
            Instant validUntil,
            Waits waits) {
        this.id = id;
        this.account = account;
        this.messageClass = messageClass;
        this.status = status;
        this.plan = plan;
        this.tags = tags;
        this.callbackUrl = callbackUrl;
        this.callbackEvents = callbackEvents;
        this.sequence = sequence;
        this.validUntil = validUntil;
        this.waits = waits;
    }

    /**
     * Starts what starts at once: the first step and every required one.
     *
     * @param replayOf the message that this one repeats; null: none
     */
    void begin(Instant sendAt, Instant now, String replayOf) {
        status = sendAt.isAfter(now) ? MessageStatus.SCHEDULED : MessageStatus.ACCEPTED;
        events.add(new TimelineEvent(now, status.toString(), null, null, replayOf == null ? null : "replay of " + replayOf));
        for (int i = 0; i < plan.size(); i++) {
            if (plan.get(i).required()) {
                start(i, sendAt, now);
            }
        }
        startNext(sendAt, now);
    }

    Delivery delivery(String deliveryId) {
        return deliveries.stream().filter(d -> d.id.equals(deliveryId)).findFirst().orElseThrow();
    }

    /** The provider's answer to a submit. */
    void answered(Delivery delivery, Outcome outcome, Instant now) {
        if (delivery.status != SENDING && delivery.status != UNKNOWN) {
            return;
        }
        if (outcome instanceof Outcome.Sent sent) {
            sent(delivery, sent.providerMessageIds(), now);
        } else if (outcome instanceof Outcome.Refused refused) {
            refusedByProvider(delivery, refused, now);
        } else if (outcome instanceof Outcome.Unknown unknown) {
            becameUnknown(delivery, unknown.code(), now);
        } else {
            delivery.attempts--;
            delivery.queue(now);
            delivery.note(now, "unsent", null, "the connection closed before it went out");
        }
    }

    private void sent(Delivery delivery, List<String> ids, Instant now) {
        List<Delivery.Part> heard = delivery.parts; // settled in part by receipts while it was unknown
        delivery.status = SENT;
        delivery.code = null;
        delivery.parts = ids.stream()
                .map(id -> heard.stream()
                        .filter(part -> part.id().equals(id))
                        .findFirst()
                        .orElse(new Delivery.Part(id, null)))
                .toList();
        delivery.sentAt = now;
        delivery.node = null;
        delivery.due = patience(delivery, now);
        delivery.note(now, "sent", null, delivery.provider);
        tellEvent("sent", delivery, now);
        if (delivery.allPartsDelivered()) {
            delivered(delivery, null, now);
        }
    }

    private void refusedByProvider(Delivery delivery, Outcome.Refused refused, Instant now) {
        FailureKind kind = refused.kind();
        String code = refused.code();
        Duration asked = refused.retryAfter();
        switch (kind) {
            case THROTTLED -> postpone(delivery, "throttled", code, asked == null ? BUSY : asked, now);
            case CONFIGURATION -> postpone(delivery, "provider_fault", code, asked == null ? OUT_OF_ORDER : asked, now);
            case TRANSIENT -> {
                Instant next = now.plus(RetryPolicy.delay(delivery.attempts, asked));
                if (delivery.attempts < RetryPolicy.ATTEMPTS && next.isBefore(validUntil)) {
                    delivery.queue(next);
                    delivery.code = code;
                    delivery.note(now, "retry", code, "attempt " + delivery.attempts + " of " + RetryPolicy.ATTEMPTS);
                } else {
                    delivery.end(FAILED, now, code, "attempts used up");
                    advance(now);
                }
            }
            case CHANNEL, RECIPIENT -> {
                delivery.end(FAILED, now, code);
                advance(now);
            }
        }
    }

    /** It was not the message's fault: no attempt is lost. */
    private void postpone(Delivery delivery, String event, String code, Duration delay, Instant now) {
        delivery.attempts--;
        delivery.queue(now.plus(delay));
        delivery.note(now, event, code, null);
    }

    private void becameUnknown(Delivery delivery, String code, Instant now) {
        if (delivery.status != SENDING) {
            return;
        }
        delivery.status = UNKNOWN;
        delivery.code = code;
        delivery.node = null;
        delivery.due = now.plus(waits.unknown());
        delivery.note(now, "unknown", code, null);
    }

    /** A receipt for a part of a delivery; in any order, any number of times. */
    void received(Delivery delivery, Receipt receipt, Instant now) {
        String state = receipt.state().name().toLowerCase(Locale.ROOT);
        if (receipt.state() == Receipt.State.ENROUTE || delivery.hasPart(receipt.providerMessageId(), state)) {
            return;
        }
        if (!delivery.status.isOpen()) {
            late(delivery, receipt, state, now);
            return;
        }
        delivery.receive(receipt.providerMessageId(), state);
        if (receipt.state() == Receipt.State.UNDELIVERED) {
            delivery.end(UNDELIVERED, now, receipt.code());
            advance(now);
        } else if (delivery.allPartsDelivered()) {
            delivered(delivery, receipt.code(), now);
            if (receipt.state() == Receipt.State.READ) {
                read(delivery, now);
            }
        }
    }

    private void late(Delivery delivery, Receipt receipt, String state, Instant now) {
        delivery.receive(receipt.providerMessageId(), state);
        if (receipt.state() == Receipt.State.READ && delivery.status == DELIVERED) {
            read(delivery, now);
        } else if (!state.equals(delivery.status.toString()) && delivery.status != READ) {
            delivery.note(now, state, receipt.code(), "late receipt");
        }
    }

    private void delivered(Delivery delivery, String code, Instant now) {
        delivery.end(DELIVERED, now, code);
        advance(now);
    }

    private void read(Delivery delivery, Instant now) {
        delivery.status = READ;
        delivery.note(now, "read", null, null);
        tellEvent("read", delivery, now);
    }

    /** Its time has come and nothing was heard. */
    void overdue(Delivery delivery, Instant now) {
        if (delivery.due == null || delivery.due.isAfter(now)) {
            return;
        }
        switch (delivery.status) {
            case SENDING -> becameUnknown(delivery, "timeout", now);
            case UNKNOWN -> {
                if (delivery.repeats == 0 && messageClass != MessageClass.MARKETING && now.isBefore(validUntil)) {
                    delivery.repeats = 1;
                    delivery.queue(now);
                    delivery.note(now, "repeated", delivery.code, "no answer and no receipt: sent once more");
                } else {
                    waitedInVain(delivery, now);
                }
            }
            case SENT -> waitedInVain(delivery, now);
            default -> {}
        }
    }

    private void waitedInVain(Delivery delivery, Instant now) {
        if (!now.isBefore(validUntil)) {
            delivery.end(EXPIRED, now, null, "no receipt in time");
        } else {
            delivery.timedOut = true;
            delivery.due = validUntil;
            delivery.note(now, "timeout", null, "no receipt in the step's time");
        }
        advance(now);
    }

    /** Until when a sent delivery waits before the next step starts; without a next step, to the end. */
    private Instant patience(Delivery delivery, Instant sentAt) {
        Step step = plan.get(delivery.position);
        if (delivery.timedOut || step.required() || plan.size() == 1) {
            return validUntil;
        }
        Instant end = sentAt.plus(step.timeout() == null ? waits.step() : step.timeout());
        return end.isBefore(validUntil) ? end : validUntil;
    }

    /** The gate or the last check before the wire: not to this recipient on this channel. */
    void refuse(Delivery delivery, String why, Instant now) {
        if (delivery.status == QUEUED) {
            delivery.end(SKIPPED, now, why);
            advance(now);
        }
    }

    /** Not now: the window opens later. */
    void defer(Delivery delivery, Instant until, Instant now) {
        if (delivery.status != QUEUED) {
            return;
        }
        if (!until.isBefore(validUntil)) {
            refuse(delivery, "quiet_hours_expired", now);
            return;
        }
        delivery.queue(until);
        delivery.note(now, "deferred", "quiet_hours", "until " + until);
        if (status == MessageStatus.ACCEPTED) {
            status = MessageStatus.SCHEDULED;
            changed = true;
        }
    }

    /** Its validity ended before it was sent. */
    void expire(Delivery delivery, Instant now) {
        if (delivery.status == QUEUED && !now.isBefore(validUntil)) {
            delivery.end(EXPIRED, now, null, "not sent in time");
            advance(now);
        }
    }

    /** True: nothing of it will be sent. False: too late. */
    boolean cancel(Instant now) {
        if (status.isFinal() || deliveries.stream().anyMatch(d -> d.status != QUEUED && d.status != SKIPPED)) {
            return false;
        }
        finish(MessageStatus.CANCELLED, null, now);
        return true;
    }

    /** The next step, or the end: called after whatever ended a delivery. */
    private void advance(Instant now) {
        if (status.isFinal()) {
            return;
        }
        boolean reached = ordinary().anyMatch(d -> d.status.isSuccess());
        if (!reached) {
            startNext(now, now);
        }
        boolean requiredOpen = deliveries.stream().anyMatch(d -> d.status.isOpen() && required(d));
        boolean success = deliveries.stream().anyMatch(d -> d.status.isSuccess());
        boolean waiting = ordinary().anyMatch(d -> d.status.isOpen() && !(success && d.timedOut));
        if (!requiredOpen && (reached || !waiting)) {
            conclude(success, now);
        }
    }

    private void startNext(Instant due, Instant now) {
        int next = nextPosition();
        while (next >= 0 && ordinary().noneMatch(d -> d.status.isOpen() && !d.timedOut)) {
            start(next, due, now);
            next = nextPosition();
        }
    }

    private int nextPosition() {
        for (int i = 0; i < plan.size(); i++) {
            int position = i;
            if (deliveries.stream().noneMatch(d -> d.position == position)) {
                return i;
            }
        }
        return -1;
    }

    private void start(int position, Instant due, Instant now) {
        Delivery delivery = Deliveries.create(position, plan.get(position));
        deliveries.add(delivery);
        if (delivery.address == null) {
            delivery.end(SKIPPED, now, "no_address");
        } else {
            delivery.queue(due);
            delivery.changed = true;
        }
    }

    private void conclude(boolean success, Instant now) {
        Delivery last = deliveries.stream()
                .filter(d -> d.status != SKIPPED)
                .reduce((a, b) -> a.position > b.position ? a : b)
                .orElse(null);
        if (success) {
            finish(MessageStatus.DELIVERED, null, now);
        } else if (last == null) {
            finish(MessageStatus.REFUSED, refusal(), now);
        } else {
            if (last.status == FAILED) {
                deadReason = last.channel + ": " + last.code;
            }
            finish(MessageStatus.of(last.status.toString()), last.code, now);
        }
    }

    private String refusal() {
        return deliveries.stream()
                .map(d -> d.code)
                .filter(code -> code != null && !code.equals("no_address"))
                .findFirst()
                .orElse("invalid_address");
    }

    private void finish(MessageStatus end, String why, Instant now) {
        for (Delivery delivery : deliveries) {
            if (delivery.status == QUEUED) {
                delivery.end(SKIPPED, now, null);
            }
        }
        for (int i = nextPosition(); i >= 0; i = nextPosition()) {
            Delivery unreached = Deliveries.create(i, plan.get(i));
            unreached.end(SKIPPED, now, null);
            deliveries.add(unreached);
        }
        status = end;
        reason = why;
        finalAt = now;
        changed = true;
        events.add(new TimelineEvent(now, end.toString(), null, why, null));
        Delivery teller = teller();
        tell(end.toString(), teller, why, now);
    }

    /** The delivery that says how it ended: the one that succeeded, else the last one tried. */
    private Delivery teller() {
        return deliveries.stream()
                .filter(d -> d.status != SKIPPED)
                .reduce((a, b) -> a.status.isSuccess() ? a : b)
                .orElse(null);
    }

    private void tellEvent(String event, Delivery delivery, Instant now) {
        if (callbackEvents.contains(event)) {
            tell(event, delivery, null, now);
        }
    }

    private void tell(String what, Delivery delivery, String why, Instant now) {
        if (callbackUrl != null) {
            sequence++;
            changed = true;
            tellings.add(new Telling(
                    what,
                    delivery == null ? null : delivery.channel,
                    why,
                    delivery == null ? null : delivery.code,
                    now,
                    sequence));
        }
    }

    private Stream<Delivery> ordinary() {
        boolean all = plan.stream().allMatch(Step::required);
        return deliveries.stream().filter(d -> all || !required(d));
    }

    private boolean required(Delivery delivery) {
        return plan.get(delivery.position).required();
    }
}
