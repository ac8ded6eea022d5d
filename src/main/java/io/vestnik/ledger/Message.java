package io.vestnik.ledger;

import static io.vestnik.ledger.DeliveryStatus.EXPIRED;
import static io.vestnik.ledger.DeliveryStatus.QUEUED;
import static io.vestnik.ledger.DeliveryStatus.SKIPPED;

import io.vestnik.message.MessageClass;
import io.vestnik.message.SendTime;
import io.vestnik.message.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A message and its deliveries: with {@link Cascade}, {@link Answer}, {@link Hearing} and {@link Patience} the state machine of
 * the hub. Each of their methods is one fact that came to be known; a fact that comes a second time, or too late, changes
 * nothing but the timeline. Pure: {@link Ledger} locks, loads and stores it.
 */
final class Message {

    /** What stands against a message only at a time: at another one it may pass. */
    private static final Set<String> OF_ITS_TIME = Set.of("paused", "frequency_cap", "quiet_hours_expired");

    /** A status to tell the sender of. */
    record Telling(String status, String channel, String reason, String code, Instant at, int sequence) {}

    final String id;
    final String account;
    final MessageClass messageClass;
    final List<Step> plan;
    final Map<String, String> tags;
    final String callbackUrl;
    final Set<String> callbackEvents;
    final Waits waits;
    final List<Delivery> deliveries = new ArrayList<>();

    MessageStatus status;
    String reason;
    int sequence;
    Instant finalAt;
    Instant validUntil;

    final Cascade cascade = new Cascade(this);
    boolean changed;
    final List<TimelineEvent> events = new ArrayList<>();
    final List<Telling> tellings = new ArrayList<>();
    String deadReason;

    // no part of the state: for what is told of it
    /** When it was accepted, or is to be sent. */
    Instant since;
    /** Null: stored by an older version. */
    String traceparent;

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
     * @param why on whose clock {@code sendAt} was read; null: on none
     */
    void begin(Instant sendAt, String replayOf, Map<String, String> why, Instant now) {
        status = sendAt.isAfter(now) ? MessageStatus.SCHEDULED : MessageStatus.ACCEPTED;
        String origin = replayOf == null ? null : "replay of " + replayOf;
        events.add(new TimelineEvent(now, status.toString(), null, null, origin, why));
        for (int i = 0; i < plan.size(); i++) {
            if (plan.get(i).required()) {
                cascade.start(i, sendAt, now);
            }
        }
        cascade.startNext(sendAt, now);
    }

    Delivery delivery(String deliveryId) {
        return deliveries.stream().filter(d -> d.id.equals(deliveryId)).findFirst().orElseThrow();
    }

    /** The gate or the last check before the wire: not to this recipient on this channel. */
    void refuse(Delivery delivery, Ruling ruling, Instant now) {
        boolean stale = OF_ITS_TIME.contains(ruling.rule()) && wasMoved(delivery, now);
        if (delivery.status == QUEUED && !stale) {
            delivery.skip(now, ruling.rule(), ruling.why());
            cascade.advance(now);
        }
    }

    /** Not now. What the rules say is later than its last moment does not come here; what another did meanwhile may. */
    void defer(Delivery delivery, Ruling ruling, Instant now) {
        if (delivery.status != QUEUED || wasMoved(delivery, now)) {
            return;
        }
        if (!ruling.due().isBefore(validUntil)) {
            String rule = ruling.rule().equals("quiet_hours") ? "quiet_hours_expired" : ruling.rule();
            refuse(delivery, new Ruling(delivery.id, rule, null, ruling.why()), now);
            return;
        }
        delivery.queue(ruling.due());
        delivery.note(now, "deferred", ruling.rule(), null, ruling.why());
        if (status == MessageStatus.ACCEPTED) {
            status = MessageStatus.SCHEDULED;
            changed = true;
        }
    }

    /** An operator has paused its account or channel. Nothing else looks at a queued row whose due time is its last moment. */
    void hold(Delivery delivery, boolean paused, Instant now) {
        if (delivery.status != QUEUED || wasMoved(delivery, now)) {
            return;
        }
        if (!now.isBefore(validUntil)) {
            expire(delivery, now);
            return;
        }
        delivery.queue(paused ? validUntil : now);
        delivery.changed = true;
        if (paused) {
            delivery.note(now, "deferred", "paused", null, Map.of("by", "operator"));
            if (status == MessageStatus.ACCEPTED) {
                status = MessageStatus.SCHEDULED;
                changed = true;
            }
        }
    }

    /** Its validity ended before it was sent. */
    void expire(Delivery delivery, Instant now) {
        if (delivery.status == QUEUED && !now.isBefore(validUntil)) {
            delivery.end(EXPIRED, now, null, "not sent in time");
            cascade.advance(now);
        }
    }

    /**
     * Its recipient is erased: nothing more of it is sent, not even once more. What is on the wire is answered to its delivery alone;
     * nobody waits for its receipt any more, so the message ends {@code expired}.
     */
    void erase(Instant now) {
        if (!status.isFinal()) {
            boolean out = deliveries.stream().anyMatch(Message::wasOnTheWire);
            cascade.finish(out ? MessageStatus.EXPIRED : MessageStatus.REFUSED, Erasing.ERASED, now);
        }
    }

    /** True: nothing of it will be sent. False: too late. */
    boolean cancel(Instant now) {
        if (!canBeStopped()) {
            return false;
        }
        cascade.finish(MessageStatus.CANCELLED, null, now);
        return true;
    }

    /** True: it goes at that time, and is of use for {@code validFor} from then on. False: too late. */
    boolean reschedule(SendTime time, Duration validFor, Instant now) {
        if (!canBeStopped()) {
            return false;
        }
        since = time.at() == null || time.at().isBefore(now) ? now : time.at();
        validUntil = since.plus(validFor);
        for (Delivery delivery : deliveries) {
            if (delivery.status == QUEUED) {
                delivery.queue(since); // an id in a queue is of no lease any more: the claim passes it over
                delivery.changed = true;
            }
        }
        if (status.compareTo(MessageStatus.DISPATCHED) < 0) {
            status = since.isAfter(now) ? MessageStatus.SCHEDULED : MessageStatus.ACCEPTED;
        }
        changed = true;
        events.add(new TimelineEvent(now, "rescheduled", null, null, "to " + since, time.why()));
        return true;
    }

    private boolean canBeStopped() {
        return !status.isFinal() && deliveries.stream().noneMatch(Message::wasOnTheWire);
    }

    /** It was judged by an id that was enqueued before: its time is another now, and it is judged anew then. */
    private static boolean wasMoved(Delivery delivery, Instant now) {
        return delivery.node == null && delivery.due != null && delivery.due.isAfter(now);
    }

    /** Queued once more after an unknown outcome counts: its bytes went out. */
    private static boolean wasOnTheWire(Delivery delivery) {
        return delivery.repeats > 0 || delivery.status != QUEUED && delivery.status != SKIPPED;
    }

    /** Tells the sender of something short of the end, if it asked to be told. */
    void tellEvent(String event, Delivery delivery, Instant now) {
        if (callbackEvents.contains(event)) {
            tell(event, delivery, null, now);
        }
    }

    /** Tells the sender of what came after a step's time or after its end. @param what was heard */
    void tellLate(Delivery delivery, String what, Instant now) {
        if (callbackEvents.contains("late")) {
            tell("late", delivery, what, now);
        }
    }

    void tell(String what, Delivery delivery, String why, Instant now) {
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
}
