package io.vestnik.ledger;

import static io.vestnik.ledger.DeliveryStatus.FAILED;
import static io.vestnik.ledger.DeliveryStatus.SENDING;
import static io.vestnik.ledger.DeliveryStatus.SENT;
import static io.vestnik.ledger.DeliveryStatus.UNKNOWN;

import io.vestnik.channel.FailureKind;
import io.vestnik.channel.Outcome;
import io.vestnik.suppression.Suppression;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a provider's answer to a submit means for the delivery. */
final class Answer {

    private static final Duration BUSY = Duration.ofSeconds(1);
    private static final Duration OUT_OF_ORDER = Duration.ofSeconds(30);

    private Answer() {}

    /** The provider's answer to a submit. */
    static void apply(Message message, Delivery delivery, Outcome outcome, Instant now) {
        if (delivery.status != SENDING && delivery.status != UNKNOWN) {
            return;
        }
        if (outcome instanceof Outcome.Skipped skipped) {
            delivery.attempts--;
            delivery.skip(now, skipped.reason(), Map.of());
            message.cascade.advance(now);
        } else if (notSent(outcome) && !message.cascade.needs(delivery)) {
            noMore(delivery, outcome instanceof Outcome.Refused refused ? refused : null, now);
        } else if (outcome instanceof Outcome.Sent sent) {
            sent(message, delivery, sent.providerMessageIds(), now);
        } else if (outcome instanceof Outcome.Accepted accepted) {
            accepted(message, delivery, accepted.providerMessageId(), now);
        } else if (outcome instanceof Outcome.Refused refused) {
            refused(message, delivery, refused, now);
        } else if (outcome instanceof Outcome.Unknown unknown) {
            unknown(message, delivery, unknown.code(), now);
        } else {
            delivery.attempts--;
            delivery.queue(now);
            delivery.note(now, "unsent", null, "it did not go out in time, or its connection closed before");
        }
    }

    /** The message ended, or its cascade succeeded, without this step: it is not tried again. */
    private static void noMore(Delivery delivery, Outcome.Refused refused, Instant now) {
        if (refused != null) {
            note(delivery, refused);
        }
        delivery.end(FAILED, now, refused == null ? null : refused.code(), "not needed any more");
    }

    private static boolean notSent(Outcome outcome) {
        return outcome instanceof Outcome.Refused || outcome instanceof Outcome.Unsent;
    }

    private static void sent(Message message, Delivery delivery, List<String> ids, Instant now) {
        taken(message, delivery, ids, now);
        message.cascade.heard(delivery, Success.ACCEPTED, Success.DELIVERED, now);
        if (delivery.isOpen() && delivery.allPartsDelivered()) {
            Hearing.arrived(message, delivery, null, now);
        }
    }

    /** Nothing more will be told, so with that the step has succeeded unless it asks for more; the timeline says by what. */
    private static void accepted(Message message, Delivery delivery, String id, Instant now) {
        taken(message, delivery, List.of(id), now);
        message.cascade.heard(delivery, Success.ACCEPTED, Success.ACCEPTED, now);
    }

    private static void taken(Message message, Delivery delivery, List<String> ids, Instant now) {
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
        delivery.due = Patience.until(message, delivery, now);
        delivery.note(now, "sent", null, delivery.provider);
        message.tellEvent("sent", delivery, now);
    }

    private static void refused(Message message, Delivery delivery, Outcome.Refused refused, Instant now) {
        note(delivery, refused);
        String code = refused.code();
        Duration asked = refused.retryAfter();
        switch (refused.kind()) {
            case THROTTLED -> postpone(message, delivery, "throttled", refused, asked == null ? BUSY : asked, now);
            case CONFIGURATION -> postpone(message, delivery, "provider_fault", refused, asked == null ? OUT_OF_ORDER : asked, now);
            case TRANSIENT -> repeat(message, delivery, refused, now);
            case CHANNEL, RECIPIENT -> {
                delivery.end(FAILED, now, code);
                message.cascade.advance(now);
            }
        }
    }

    private static void repeat(Message message, Delivery delivery, Outcome.Refused refused, Instant now) {
        String attempt = "attempt " + delivery.attempts + " of " + RetryPolicy.ATTEMPTS;
        Instant next = now.plus(RetryPolicy.delay(delivery.attempts, refused.retryAfter()));
        delivery.code = refused.code();
        if (isForAnother(delivery, refused)) {
            delivery.attempts--; // a round of the providers is one attempt
            passOn(delivery, "retry", refused, attempt + ", by ", now);
        } else if (delivery.attempts < RetryPolicy.ATTEMPTS && next.isBefore(message.validUntil)) {
            delivery.avoid(null);
            delivery.queue(next);
            delivery.note(now, "retry", refused.code(), attempt + ", by " + delivery.provider);
        } else {
            delivery.end(FAILED, now, refused.code(), "attempts used up");
            message.cascade.advance(now);
        }
    }

    /** What it means beside this message. */
    private static void note(Delivery delivery, Outcome.Refused refused) {
        delivery.failure = refused.kind();
        if (refused.kind() == FailureKind.RECIPIENT) {
            delivery.dead = new Delivery.Dead(Suppression.PERMANENT_FAILURE, refused.code());
        }
    }

    /** It was not the message's fault: no attempt is lost. */
    private static void postpone(
            Message message, Delivery delivery, String event, Outcome.Refused refused, Duration delay, Instant now) {
        delivery.attempts--;
        if (isForAnother(delivery, refused)) {
            passOn(delivery, event, refused, "by ", now);
            return;
        }
        Instant next = now.plus(delay);
        delivery.avoid(null);
        delivery.queue(next.isBefore(message.validUntil) ? next : message.validUntil);
        delivery.note(now, event, refused.code(), "by " + delivery.provider);
    }

    /** Once round the providers; when all have refused it, or it came back to one that had, it waits as if there were one. */
    private static boolean isForAnother(Delivery delivery, Outcome.Refused refused) {
        Set<String> refusers = delivery.wasRefusedBy();
        return !refusers.contains(delivery.provider) && !refusers.containsAll(refused.others());
    }

    private static void passOn(Delivery delivery, String event, Outcome.Refused refused, String text, Instant now) {
        delivery.note(now, event, refused.code(), text + delivery.provider + "; another provider has it now");
        delivery.passOn(now);
    }

    static void unknown(Message message, Delivery delivery, String code, Instant now) {
        if (delivery.status != SENDING) {
            return;
        }
        delivery.status = UNKNOWN;
        delivery.code = code;
        delivery.node = null;
        delivery.due = now.plus(message.waits.unknown());
        delivery.note(now, "unknown", code, null);
    }
}
