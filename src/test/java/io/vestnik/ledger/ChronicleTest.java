package io.vestnik.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.vestnik.alert.DeadLetterAlarm;
import io.vestnik.channel.Outcome;
import io.vestnik.channel.ProviderCounts.Minute;
import io.vestnik.channel.Providers;
import io.vestnik.channel.Receipt;
import io.vestnik.message.MessageClass;
import io.vestnik.message.Step;
import io.vestnik.settings.HealthSettings;
import io.vestnik.settings.VestnikSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is counted for the health of a provider: each message once, by the minute of its send. */
class ChronicleTest {

    private static final Instant NINE = Instant.parse("2026-07-01T09:00:00Z");

    private final Providers providers = new Providers(Map.of(), () -> 1);
    private final Chronicle chronicle = chronicle();
    private final Message message = message();
    private final Delivery delivery = message.deliveries.get(0);

    @ParameterizedTest
    @CsvSource({"DELIVERED, 299, 1", "DELIVERED, 300, 1", "DELIVERED, 301, 0", "UNDELIVERED, 5, 1", "READ, 5, 1"})
    void aReceiptInTimeIsQuick(Receipt.State state, int seconds, int quick) {
        answer(new Outcome.Sent(delivery.id, List.of("a")));
        receipt(state, seconds);
        assertThat(counted()).containsExactly(new Minute(NINE, 1, quick, 0));
    }

    @Test
    void aMessageIsHeardOfOnce() {
        answer(new Outcome.Sent(delivery.id, List.of("a")));
        receipt(Receipt.State.UNDELIVERED, 5);
        receipt(Receipt.State.DELIVERED, 6);
        receipt(Receipt.State.READ, 7);
        assertThat(counted()).containsExactly(new Minute(NINE, 1, 1, 0));
    }

    @Test
    void whereNoReceiptComesToBeTakenIsToBeHeardOf() {
        answer(new Outcome.Accepted(delivery.id, "a"));
        assertThat(counted()).containsExactly(new Minute(NINE, 1, 1, 0));
    }

    @Test
    void whatWasNotSentIsNotCounted() {
        answer(new Outcome.Unsent(delivery.id));
        assertThat(counted()).isEmpty();
    }

    @Test
    void theEndOfTheTimeIsNoNewsOfWhatWasDelivered() {
        Message message = message("read");
        Delivery delivery = message.deliveries.get(0);
        delivery.provider = "sandbox";
        delivery.status = DeliveryStatus.SENDING;
        Answer.apply(message, delivery, new Outcome.Sent(delivery.id, List.of("a")), NINE);
        Hearing.apply(message, delivery, new Receipt("p", "a", Receipt.State.DELIVERED, null, NINE, null, null, null), NINE.plusSeconds(5));
        Patience.end(message, delivery, message.validUntil);
        assertThat(delivery.isOpen()).isFalse();
        assertThat(delivery.events).extracting(TimelineEvent::event).containsExactly("sent", "delivered", "timeout");
        assertThat(delivery.events.get(2).code()).isEqualTo("not_read");
    }

    private void answer(Outcome outcome) {
        delivery.status = DeliveryStatus.SENDING;
        delivery.provider = "sandbox";
        Answer.apply(message, delivery, outcome, NINE);
        tell();
    }

    private void receipt(Receipt.State state, int after) {
        Hearing.apply(message, delivery, new Receipt("p", "a", state, null, NINE, null, null, null), NINE.plusSeconds(after));
        tell();
    }

    /** As after a commit: what was told is not told again. */
    private void tell() {
        chronicle.tell(List.of(message));
        message.events.clear();
        delivery.events.clear();
    }

    private List<Minute> counted() {
        return providers.of("sms").get(0).counts().drain(NINE.plusSeconds(600));
    }

    private Chronicle chronicle() {
        VestnikSettings settings = mock(VestnikSettings.class);
        when(settings.health()).thenReturn(new HealthSettings(Duration.ofMinutes(5), 15, 50));
        return new Chronicle(mock(DeadLetterAlarm.class), providers, settings);
    }

    private static Message message() {
        return message(null);
    }

    private static Message message(String success) {
        Message message = new Message(
                "m", "demo", MessageClass.SERVICE, MessageStatus.DISPATCHED,
                List.of(new Step("sms", "+79160000001", null, false, 1, success)),
                Map.of(), null, Set.of(), 0, NINE.plus(Duration.ofDays(1)),
                new Message.Waits(Duration.ofSeconds(30), Duration.ofMinutes(5)));
        message.since = NINE;
        message.begin(NINE, null, Map.of(), NINE);
        message.events.clear();
        message.deliveries.get(0).events.clear();
        return message;
    }
}
