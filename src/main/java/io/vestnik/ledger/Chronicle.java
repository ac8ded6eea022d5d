package io.vestnik.ledger;

import io.vestnik.alert.DeadLetterAlarm;
import io.vestnik.channel.Providers;
import io.vestnik.metrics.DeadLetterMeters;
import io.vestnik.metrics.DeliveryMeters;
import io.vestnik.metrics.MessageMeters;
import io.vestnik.settings.VestnikSettings;
import io.vestnik.trace.EventLog;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Tells what a committed transaction changed: to the counters, to the event log, and to the operators. */
@Component
class Chronicle {

    private static final Set<String> RECEIPTS = Set.of("delivered", "undelivered");

    private final DeadLetterAlarm deadLetters;
    private final Providers providers;
    private final Duration slow;

    Chronicle(DeadLetterAlarm deadLetters, Providers providers, VestnikSettings settings) {
        this.deadLetters = deadLetters;
        this.providers = providers;
        this.slow = settings.health().slow();
        DeadLetterMeters.show();
    }

    /** After the commit: what was rolled back never was. */
    void tell(Collection<Message> messages) {
        for (Message message : messages) {
            for (Delivery delivery : message.deliveries) {
                delivery.events.forEach(event -> {
                    tell(message, delivery, event);
                    count(delivery, event);
                });
                if (delivery.failure != null) {
                    DeliveryMeters.failed(delivery.channel, delivery.provider, delivery.failure.toString());
                }
            }
            message.events.forEach(event -> tell(message, event));
            if (message.deadReason != null) {
                deadLetters.written("message", 1);
            }
        }
    }

    /** For its provider's health. */
    private void count(Delivery delivery, TimelineEvent event) {
        if (delivery.sentAt == null) {
            return;
        }
        if (event.event().equals("sent")) {
            providers.find(delivery.channel, delivery.provider).ifPresent(provider -> provider.counts().sent(delivery.sentAt));
        } else if (isFirstHeard(event) && Duration.between(delivery.sentAt, event.at()).compareTo(slow) <= 0) {
            providers.find(delivery.channel, delivery.provider).ifPresent(provider -> provider.counts().heard(delivery.sentAt));
        }
    }

    /** By its receipt; where none is waited for, with its being taken. */
    private static boolean isFirstHeard(TimelineEvent event) {
        return RECEIPTS.contains(event.event()) && !"late receipt".equals(event.text())
                || event.event().equals("succeeded") && "accepted".equals(event.code());
    }

    private static void tell(Message message, TimelineEvent event) {
        if (event.at().equals(message.finalAt) && event.event().equals(message.status.toString())) {
            Delivery teller = message.cascade.teller();
            MessageMeters.ended(
                    message.messageClass,
                    event.event(),
                    teller == null ? null : teller.channel,
                    Duration.between(message.since, message.finalAt));
        }
        if (EventLog.isOn()) {
            EventLog.write(
                    event.event(), message.id, null, message.account, null, null, event.code(), message.traceparent);
        }
    }

    private static void tell(Message message, Delivery delivery, TimelineEvent event) {
        switch (event.event()) {
            case "sent" -> DeliveryMeters.sent(
                    message.messageClass, delivery.channel, delivery.provider, Duration.between(message.since, event.at()));
            case "unknown" -> DeliveryMeters.unknown(delivery.channel, delivery.provider);
            case "skipped" -> {
                if (event.code() != null && !event.code().equals(Cascade.NO_ADDRESS)) {
                    DeliveryMeters.refused(message.messageClass, event.code());
                }
            }
            default -> {}
        }
        if (EventLog.isOn()) {
            EventLog.write(
                    event.event(), message.id, delivery.id, message.account, delivery.channel, delivery.provider,
                    event.code(), message.traceparent);
        }
    }
}
