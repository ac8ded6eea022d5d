package io.vestnik.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vestnik.alert.DeadLetterAlarm;
import io.vestnik.channel.FailureKind;
import io.vestnik.channel.Outcome;
import io.vestnik.channel.Providers;
import io.vestnik.channel.Receipt;
import io.vestnik.message.MessageClass;
import io.vestnik.message.Step;
import io.vestnik.settings.HealthSettings;
import io.vestnik.settings.VestnikSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.mockito.Mockito;

class MessageTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant END = NOW.plus(Duration.ofHours(24));
    private static final Duration ANSWER = Duration.ofSeconds(30);

    @Test
    void isDeliveredWhenItsOnlyStepIs() {
        Message message = message(MessageClass.SERVICE, step("sms"));
        sent(message, 0, "a");
        receipt(message, 0, "a", Receipt.State.DELIVERED);
        assertThat(story(message)).isEqualTo("delivered: sms=delivered");
        assertThat(told(message)).containsExactly("delivered");
    }

    @Test
    void ofSeveralPartsEveryOneMustArrive() {
        Message message = message(MessageClass.SERVICE, step("sms"));
        sent(message, 0, "a", "b");
        receipt(message, 0, "a", Receipt.State.DELIVERED);
        assertThat(story(message)).isEqualTo("dispatched: sms=sent");
        receipt(message, 0, "b", Receipt.State.DELIVERED);
        assertThat(story(message)).isEqualTo("delivered: sms=delivered");
    }

    @Test
    void onePartThatIsLostLosesTheMessage() {
        Message message = message(MessageClass.SERVICE, step("sms"));
        sent(message, 0, "a", "b");
        receipt(message, 0, "b", Receipt.State.UNDELIVERED);
        receipt(message, 0, "a", Receipt.State.DELIVERED);
        assertThat(story(message)).isEqualTo("undelivered: sms=undelivered");
    }

    @Test
    void theSameReceiptAgainChangesNothing() {
        Message message = message(MessageClass.SERVICE, step("sms"));
        sent(message, 0, "a");
        receipt(message, 0, "a", Receipt.State.DELIVERED);
        int events = message.deliveries.get(0).events.size();
        receipt(message, 0, "a", Receipt.State.DELIVERED);
        assertThat(message.deliveries.get(0).events).hasSize(events);
        assertThat(told(message)).containsExactly("delivered");
    }

    @Test
    void aLateReceiptGoesToTheTimelineAndNeverBack() {
        Message message = message(MessageClass.SERVICE, step("sms"));
        sent(message, 0, "a");
        receipt(message, 0, "a", Receipt.State.UNDELIVERED);
        receipt(message, 0, "a", Receipt.State.DELIVERED);
        assertThat(story(message)).isEqualTo("undelivered: sms=undelivered");
        assertThat(events(message, 0)).endsWith("delivered");
    }

    @Test
    void readFollowsDelivered() {
        Message message = message(MessageClass.SERVICE, step("whatsapp"));
        sent(message, 0, "a");
        receipt(message, 0, "a", Receipt.State.DELIVERED);
        receipt(message, 0, "a", Receipt.State.READ);
        assertThat(story(message)).isEqualTo("delivered: whatsapp=read");
        assertThat(told(message)).containsExactly("delivered", "read");
    }

    @Test
    void theNextStepStartsWhenOneFails() {
        Message message = message(MessageClass.SERVICE, step("telegram"), step("sms"));
        refused(message, 0, FailureKind.RECIPIENT);
        assertThat(story(message)).isEqualTo("dispatched: telegram=failed sms=queued");
        sent(message, 1, "a");
        receipt(message, 1, "a", Receipt.State.DELIVERED);
        assertThat(story(message)).isEqualTo("delivered: telegram=failed sms=delivered");
    }

    @Test
    void theNextStepStartsWhenOneTakesTooLong() {
        Message message = message(MessageClass.SERVICE, timed("telegram", 60), step("sms"));
        sent(message, 0, "t");
        Patience.end(message, message.deliveries.get(0), NOW.plusSeconds(60));
        assertThat(story(message)).isEqualTo("dispatched: telegram=sent sms=queued");
    }

    @Test
    void aReceiptAfterItsTimeStillEndsTheCascade() {
        Message message = message(MessageClass.SERVICE, timed("telegram", 60), step("sms"));
        sent(message, 0, "t");
        Patience.end(message, message.deliveries.get(0), NOW.plusSeconds(60));
        receipt(message, 0, "t", Receipt.State.DELIVERED);
        assertThat(story(message)).isEqualTo("delivered: telegram=delivered sms=skipped");
    }

    @Test
    void stepsNeverReachedAreSkipped() {
        Message message = message(MessageClass.SERVICE, step("telegram"), step("sms"), step("email"));
        sent(message, 0, "t");
        receipt(message, 0, "t", Receipt.State.DELIVERED);
        assertThat(story(message)).isEqualTo("delivered: telegram=delivered sms=skipped email=skipped");
    }

    @Test
    void aStepWithoutAnAddressIsSkipped() {
        Message message = message(MessageClass.SERVICE, new Step("telegram", null, null, false, 1), step("sms"));
        assertThat(story(message)).isEqualTo("dispatched: telegram=skipped sms=queued");
    }

    @Test
    void aRequiredStepStartsAtOnceAndDoesNotStopTheCascade() {
        Message message = message(MessageClass.SERVICE, step("telegram"), step("sms"), required("email"));
        assertThat(story(message)).isEqualTo("dispatched: telegram=queued email=queued");
        sent(message, 2, "e");
        receipt(message, 2, "e", Receipt.State.DELIVERED);
        refused(message, 0, FailureKind.CHANNEL);
        assertThat(story(message)).isEqualTo("dispatched: telegram=failed sms=queued email=delivered");
    }

    @Test
    void theMessageWaitsForItsRequiredStep() {
        Message message = message(MessageClass.SERVICE, step("sms"), required("email"));
        sent(message, 0, "a");
        receipt(message, 0, "a", Receipt.State.DELIVERED);
        assertThat(message.status.isFinal()).isFalse();
        refused(message, 1, FailureKind.CHANNEL);
        assertThat(story(message)).isEqualTo("delivered: sms=delivered email=failed");
    }

    @Test
    void failureOfTheLastStepIsADeadLetter() {
        Message message = message(MessageClass.SERVICE, step("sms"));
        refused(message, 0, FailureKind.CHANNEL);
        assertThat(story(message)).isEqualTo("failed: sms=failed");
        assertThat(message.deadReason).isEqualTo("sms: 0x1");
    }

    @Test
    void aTransientRefusalIsTriedFiveTimes() {
        Message message = message(MessageClass.SERVICE, step("sms"));
        Delivery delivery = message.deliveries.get(0);
        for (int attempt = 1; attempt < RetryPolicy.ATTEMPTS; attempt++) {
            refused(message, 0, FailureKind.TRANSIENT);
            assertThat(delivery.status).isEqualTo(DeliveryStatus.QUEUED);
            long seconds = Duration.between(NOW, delivery.due).toSeconds();
            assertThat(seconds).isBetween((long) (4 * Math.pow(3, attempt - 1)), (long) (6 * Math.pow(3, attempt - 1)));
        }
        refused(message, 0, FailureKind.TRANSIENT);
        assertThat(story(message)).isEqualTo("failed: sms=failed");
    }

    @Test
    void aBusyProviderCostsNoAttempt() {
        Message message = message(MessageClass.SERVICE, step("sms"));
        for (int i = 0; i < 20; i++) {
            refused(message, 0, FailureKind.THROTTLED);
        }
        assertThat(message.deliveries.get(0).attempts).isZero();
        assertThat(story(message)).isEqualTo("dispatched: sms=queued");
    }

    @ParameterizedTest
    @CsvSource({
        "TRANSIENT, 0, 'attempt 1 of 5, by a; another provider has it now'",
        "THROTTLED, 0, by a; another provider has it now",
        "CONFIGURATION, 0, by a; another provider has it now",
    })
    void whatOneProviderRefusesGoesToAnotherAtOnce(FailureKind kind, int attempts, String text) {
        Message message = message(MessageClass.SERVICE, step("sms"));
        Delivery delivery = message.deliveries.get(0);
        refusedBy("a", message, kind, "b");
        assertThat(delivery.status).isEqualTo(DeliveryStatus.QUEUED);
        assertThat(delivery.due).isEqualTo(NOW);
        assertThat(delivery.refusedBy).isEqualTo("a");
        assertThat(delivery.attempts).isEqualTo(attempts);
        assertThat(delivery.events.get(delivery.events.size() - 1).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @EnumSource(names = {"TRANSIENT", "THROTTLED", "CONFIGURATION"})
    void onceRoundTheProvidersItWaits(FailureKind kind) {
        Message message = message(MessageClass.SERVICE, step("sms"));
        Delivery delivery = message.deliveries.get(0);
        refusedBy("a", message, kind, "b", "c");
        refusedBy("b", message, kind, "a", "c");
        assertThat(delivery.refusedBy).isEqualTo("a b");
        assertThat(delivery.due).isEqualTo(NOW);
        refusedBy("c", message, kind, "a", "b");
        assertThat(delivery.refusedBy).as("the next round is anybody's").isNull();
        assertThat(delivery.due).isAfter(NOW);
        assertThat(delivery.refusersChanged).isTrue();
    }

    @Test
    void aRoundOfTheProvidersIsOneAttempt() {
        Message message = message(MessageClass.SERVICE, step("sms"));
        for (int round = 1; round <= RetryPolicy.ATTEMPTS; round++) {
            assertThat(message.status).isEqualTo(MessageStatus.DISPATCHED);
            refusedBy("a", message, FailureKind.TRANSIENT, "b");
            assertThat(message.deliveries.get(0).due).as("round %s", round).isEqualTo(NOW);
            refusedBy("b", message, FailureKind.TRANSIENT, "a");
        }
        assertThat(story(message)).isEqualTo("failed: sms=failed");
    }

    @ParameterizedTest
    @EnumSource(names = {"CHANNEL", "RECIPIENT"})
    void whatIsRefusedForGoodIsOfferedToNoOther(FailureKind kind) {
        Message message = message(MessageClass.SERVICE, step("sms"));
        refusedBy("a", message, kind, "b");
        assertThat(story(message)).isEqualTo("failed: sms=failed");
    }

    private static void refusedBy(String provider, Message message, FailureKind kind, String... others) {
        Delivery delivery = message.deliveries.get(0);
        sending(delivery);
        delivery.provider = provider;
        Answer.apply(message, delivery, new Outcome.Refused(delivery.id, kind, "0x1", null, Set.of(others)), NOW);
    }

    @Test
    void anUnknownOutcomeIsRepeatedOnceAfterItsWait() {
        Message message = message(MessageClass.AUTHORIZATION, step("sms"));
        Delivery delivery = message.deliveries.get(0);
        sending(delivery);
        Patience.end(message, delivery, NOW.plus(ANSWER));
        assertThat(delivery.status).isEqualTo(DeliveryStatus.UNKNOWN);
        Patience.end(message, delivery, delivery.due);
        assertThat(delivery.status).isEqualTo(DeliveryStatus.QUEUED);
        assertThat(events(message, 0)).endsWith("unknown", "repeated");
        assertThat(delivery.refusedBy).as("by another provider, if there is one").isEqualTo("carrier");
        sending(delivery);
        Patience.end(message, delivery, delivery.due);
        Patience.end(message, delivery, delivery.due);
        assertThat(delivery.status).isEqualTo(DeliveryStatus.UNKNOWN);
        Patience.end(message, delivery, END);
        assertThat(story(message)).isEqualTo("expired: sms=expired");
    }

    @Test
    void unknownMarketingIsNeverRepeated() {
        Message message = message(MessageClass.MARKETING, step("sms"));
        Delivery delivery = message.deliveries.get(0);
        sending(delivery);
        Patience.end(message, delivery, delivery.due);
        Patience.end(message, delivery, delivery.due);
        assertThat(delivery.status).isEqualTo(DeliveryStatus.UNKNOWN);
        Patience.end(message, delivery, END);
        assertThat(story(message)).isEqualTo("expired: sms=expired");
    }

    @Test
    void anAnswerThatComesLateSettlesTheUnknown() {
        Message message = message(MessageClass.SERVICE, step("sms"));
        Delivery delivery = message.deliveries.get(0);
        sending(delivery);
        Patience.end(message, delivery, delivery.due);
        Answer.apply(message, delivery, new Outcome.Sent(delivery.id, List.of("a")), NOW);
        assertThat(story(message)).isEqualTo("dispatched: sms=sent");
    }

    @Test
    void aRefusalAtTheGateEndsTheMessageWithItsReason() {
        Message message = message(MessageClass.MARKETING, step("sms"));
        message.refuse(message.deliveries.get(0), ruling("no_consent", null), NOW);
        assertThat(story(message)).isEqualTo("refused: sms=skipped");
        assertThat(message.reason).isEqualTo("no_consent");
    }

    @Test
    void outsideItsHoursItWaits() {
        Message message = message(MessageClass.SERVICE, step("sms"));
        message.status = MessageStatus.ACCEPTED;
        Instant morning = NOW.plus(Duration.ofHours(11));
        message.defer(message.deliveries.get(0), ruling("quiet_hours", morning), NOW);
        assertThat(story(message)).isEqualTo("scheduled: sms=queued");
        assertThat(message.deliveries.get(0).due).isEqualTo(morning);
    }

    @Test
    void hoursThatBeginTooLateRefuseIt() {
        Message message = message(MessageClass.SERVICE, step("sms"));
        message.defer(message.deliveries.get(0), ruling("quiet_hours", END), NOW);
        assertThat(message.reason).isEqualTo("quiet_hours_expired");
    }

    private static Ruling ruling(String rule, Instant due) {
        return new Ruling(null, rule, due, Map.of("zone", "Europe/Moscow"));
    }

    @Test
    void isCancelledWhileNothingIsOnTheWire() {
        Message message = message(MessageClass.SERVICE, step("sms"), step("email"));
        assertThat(message.cancel(NOW)).isTrue();
        assertThat(story(message)).isEqualTo("cancelled: sms=skipped email=skipped");
        assertThat(message.cancel(NOW)).isFalse();
    }

    @Test
    void isNotCancelledOnceItIsSending() {
        Message message = message(MessageClass.SERVICE, step("sms"));
        sending(message.deliveries.get(0));
        assertThat(message.cancel(NOW)).isFalse();
    }

    @Test
    void whatWasNotSentInTimeExpires() {
        Message message = message(MessageClass.SERVICE, step("sms"));
        message.expire(message.deliveries.get(0), END);
        assertThat(story(message)).isEqualTo("expired: sms=expired");
        assertThat(message.deadReason).isNull();
    }

    @Test
    void nothingIsTriedAgainOnceTheMessageHasEnded() {
        Message message = endedWhileItsSecondStepIsSending();
        refused(message, 1, FailureKind.TRANSIENT);
        assertThat(story(message)).isEqualTo("delivered: sms=delivered email=failed");
    }

    @Test
    void nothingIsRepeatedOnceTheMessageHasEnded() {
        Message message = endedWhileItsSecondStepIsSending();
        Delivery email = at(message, 1);
        Patience.end(message, email, email.due);
        Patience.end(message, email, email.due);
        assertThat(story(message)).isEqualTo("delivered: sms=delivered email=unknown");
    }

    @Test
    void whatMayHaveGoneOutIsNotCancelled() {
        Message message = message(MessageClass.SERVICE, step("sms"));
        Delivery delivery = message.deliveries.get(0);
        sending(delivery);
        Patience.end(message, delivery, delivery.due);
        Patience.end(message, delivery, delivery.due);
        assertThat(delivery.status).isEqualTo(DeliveryStatus.QUEUED);
        assertThat(message.cancel(NOW)).isFalse();
    }

    @Test
    void whatItsChannelTookAndCanTellNoMoreOfHasSucceeded() {
        Message message = message(MessageClass.SERVICE, step("telegram"), step("sms"));
        accepted(message, 0);
        Delivery telegram = at(message, 0);
        assertThat(story(message)).isEqualTo("delivered: telegram=sent sms=skipped");
        assertThat(told(message)).containsExactly("delivered");
        assertThat(message.tellings.get(0).channel()).isEqualTo("telegram");
        assertThat(telegram.finalAt).isEqualTo(NOW);
        assertThat(telegram.due).isNull();
        assertThat(telegram.events).last().extracting(TimelineEvent::event, TimelineEvent::code).containsExactly("succeeded", "accepted");
    }

    @Test
    void nothingThatComesAfterwardsChangesAnAcceptedStep() {
        Message message = message(MessageClass.SERVICE, step("email"));
        accepted(message, 0);
        Delivery email = at(message, 0);
        int events = email.events.size();
        Answer.apply(message, email, new Outcome.Accepted(email.id, "a"), NOW);
        Answer.apply(message, email, new Outcome.Refused(email.id, FailureKind.TRANSIENT, "x", null), NOW);
        Answer.apply(message, email, new Outcome.Unknown(email.id, "x"), NOW);
        Patience.end(message, email, END);
        assertThat(email.events).hasSize(events);
        receipt(message, 0, "a", Receipt.State.UNDELIVERED);
        receipt(message, 0, "a", Receipt.State.DELIVERED);
        assertThat(events(message, 0)).endsWith("succeeded", "undelivered", "delivered");
        assertThat(story(message)).isEqualTo("delivered: email=sent");
        assertThat(told(message)).containsExactly("delivered");
    }

    @Test
    void anAcceptedStepWaitsForTheRequiredOne() {
        Message message = message(MessageClass.SERVICE, step("telegram"), required("email"));
        accepted(message, 0);
        assertThat(message.status.isFinal()).isFalse();
        refused(message, 1, FailureKind.CHANNEL);
        assertThat(story(message)).isEqualTo("delivered: telegram=sent email=failed");
    }

    @Test
    void anAcceptedRequiredStepDoesNotStopTheCascade() {
        Message message = message(MessageClass.SERVICE, step("telegram"), step("sms"), required("email"));
        accepted(message, 2);
        refused(message, 0, FailureKind.CHANNEL);
        assertThat(story(message)).isEqualTo("dispatched: telegram=failed sms=queued email=sent");
        refused(message, 1, FailureKind.CHANNEL);
        assertThat(story(message)).isEqualTo("delivered: telegram=failed sms=failed email=sent");
    }

    @Test
    void anAcceptanceThatComesLateSettlesTheUnknown() {
        Message message = message(MessageClass.SERVICE, step("telegram"));
        Delivery delivery = message.deliveries.get(0);
        sending(delivery);
        Patience.end(message, delivery, delivery.due);
        Answer.apply(message, delivery, new Outcome.Accepted(delivery.id, "a"), NOW);
        assertThat(story(message)).isEqualTo("delivered: telegram=sent");
    }

    @Test
    void anAcceptanceAfterTheEndOfTheMessageTellsNothing() {
        Message message = endedWhileItsSecondStepIsSending();
        Delivery email = at(message, 1);
        Answer.apply(message, email, new Outcome.Accepted(email.id, "e"), NOW);
        assertThat(story(message)).isEqualTo("delivered: sms=delivered email=sent");
        assertThat(told(message)).containsExactly("delivered");
    }

    @Test
    void whatIsAcceptedIsEnoughForAStepThatAsksForNoMore() {
        Message message = message(MessageClass.SERVICE, asking("sms", "accepted"), step("email"));
        sent(message, 0, "a");
        assertThat(story(message)).isEqualTo("delivered: sms=sent email=skipped");
        assertThat(at(message, 0).events).last().extracting(TimelineEvent::event, TimelineEvent::code).containsExactly("succeeded", "accepted");
        receipt(message, 0, "a", Receipt.State.DELIVERED);
        assertThat(story(message)).isEqualTo("delivered: sms=sent email=skipped");
    }

    @Test
    void aStepThatAsksForAReadingWaitsForIt() {
        Message message = message(MessageClass.SERVICE, asking("whatsapp", "read"), step("sms"));
        sent(message, 0, "a");
        receipt(message, 0, "a", Receipt.State.DELIVERED);
        assertThat(story(message)).isEqualTo("dispatched: whatsapp=delivered");
        receipt(message, 0, "a", Receipt.State.READ);
        assertThat(story(message)).isEqualTo("delivered: whatsapp=read sms=skipped");
        assertThat(told(message)).containsExactly("delivered", "read");
    }

    @Test
    void whatIsNeverReadEndsAsExpiredAndSaysWhy() {
        Message message = message(MessageClass.SERVICE, asking("whatsapp", "read"));
        sent(message, 0, "a");
        receipt(message, 0, "a", Receipt.State.DELIVERED);
        Patience.end(message, at(message, 0), END);
        assertThat(story(message)).isEqualTo("expired: whatsapp=delivered");
        assertThat(message.reason).isEqualTo("not_read");
        assertThat(at(message, 0).code).isEqualTo("not_read");
    }

    @Test
    void aStepThatAsksForMoreThanItsChannelTellsGivesWayInItsTime() {
        Message message = message(MessageClass.SERVICE, asking("telegram", "delivered"), step("sms"));
        accepted(message, 0);
        Delivery telegram = at(message, 0);
        assertThat(story(message)).isEqualTo("dispatched: telegram=sent");
        assertThat(telegram.due).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
        Patience.end(message, telegram, telegram.due);
        assertThat(story(message)).isEqualTo("dispatched: telegram=sent sms=queued");
    }

    @Test
    void aReplyAfterTheStepsTimeIsToldAndEndsTheMessage() {
        Message message = message(Set.of("late"), MessageClass.SERVICE, asking("telegram", "reply"), step("sms"));
        accepted(message, 0);
        Delivery telegram = at(message, 0);
        Patience.end(message, telegram, telegram.due);
        Hearing.reply(message, telegram, NOW.plusSeconds(400));
        Hearing.reply(message, telegram, NOW.plusSeconds(401));
        assertThat(story(message)).isEqualTo("delivered: telegram=sent sms=skipped");
        assertThat(events(message, 0)).containsExactly("sent", "timeout", "late", "succeeded");
        assertThat(message.tellings).extracting(Message.Telling::status, Message.Telling::reason)
                .containsExactly(Tuple.tuple("late", "reply"), Tuple.tuple("delivered", null));
    }

    /** A required step keeps the message open; that is no reason to send what the cascade does not need any more. */
    @Test
    void nothingOfTheCascadeIsSentAfterItsSuccess() {
        Message message = message(MessageClass.SERVICE, timed("telegram", 60), step("sms"), required("email"));
        sent(message, 0, "t");
        Patience.end(message, at(message, 0), NOW.plusSeconds(60));
        receipt(message, 0, "t", Receipt.State.DELIVERED);
        assertThat(story(message)).isEqualTo("dispatched: telegram=delivered sms=skipped email=queued");
    }

    @Test
    void whatIsRefusedAfterTheCascadesSuccessIsNotTriedAgain() {
        Message message = message(MessageClass.SERVICE, timed("telegram", 60), step("sms"), required("email"));
        sent(message, 0, "t");
        Patience.end(message, at(message, 0), NOW.plusSeconds(60));
        sending(at(message, 1));
        receipt(message, 0, "t", Receipt.State.DELIVERED);
        Answer.apply(message, at(message, 1), new Outcome.Refused(at(message, 1).id, FailureKind.TRANSIENT, "x", null), NOW);
        assertThat(story(message)).isEqualTo("dispatched: telegram=delivered sms=failed email=queued");
    }

    @Test
    void partsOfTwoCopiesAreNoWholeMessage() {
        Message message = message(MessageClass.SERVICE, new Step("sms", "someone", null, false, 2));
        Delivery sms = at(message, 0);
        sending(sms);
        Patience.end(message, sms, sms.due);
        receipt(message, 0, "first-1", Receipt.State.DELIVERED);
        Patience.end(message, sms, sms.due);
        sending(sms);
        Patience.end(message, sms, sms.due);
        receipt(message, 0, "second-1", Receipt.State.DELIVERED);
        assertThat(story(message)).isEqualTo("dispatched: sms=unknown");
    }

    @Test
    void whatTheHubCannotPutIntoItsChannelsWordsIsSkipped() {
        Message message = message(MessageClass.SERVICE, step("telegram"), step("sms"));
        sending(at(message, 0));
        Answer.apply(message, at(message, 0), new Outcome.Skipped(at(message, 0).id, "too_long"), NOW);
        assertThat(story(message)).isEqualTo("dispatched: telegram=skipped sms=queued");
        assertThat(at(message, 0).code).isEqualTo("too_long");
        assertThat(at(message, 0).attempts).isZero();
    }

    @Test
    void anAddressThatIsDeadIsKnownEvenIfTheMessageHasEnded() {
        Message message = endedWhileItsSecondStepIsSending();
        refused(message, 1, FailureKind.RECIPIENT);
        assertThat(at(message, 1).dead).isNotNull();
    }

    @Test
    void aSendIsCountedOnceWhateverIsHeardOfItLater() {
        SimpleMeterRegistry counters = new SimpleMeterRegistry();
        Metrics.addRegistry(counters);
        try {
            Message message = message(MessageClass.SERVICE, timed("counted-once", 60), step("sms"));
            message.since = NOW;
            at(message, 0).provider = "p";
            sent(message, 0, "t");
            Patience.end(message, at(message, 0), NOW.plusSeconds(60));
            receipt(message, 0, "t", Receipt.State.DELIVERED);
            receipt(message, 0, "t", Receipt.State.DELIVERED);
            receipt(message, 0, "t", Receipt.State.READ);
            Answer.apply(message, at(message, 0), new Outcome.Sent(at(message, 0).id, List.of("t")), NOW);
            VestnikSettings settings = Mockito.mock(VestnikSettings.class);
            Mockito.when(settings.health()).thenReturn(new HealthSettings(Duration.ofMinutes(5), 15, 50));
            new Chronicle(Mockito.mock(DeadLetterAlarm.class), new Providers(Map.of(), () -> 1), settings).tell(List.of(message));
            assertThat(counters.find("vestnik.sent").tag("channel", "counted-once").counter().count()).isEqualTo(1);
            assertThat(told(message)).containsExactly("delivered", "read");
        } finally {
            Metrics.removeRegistry(counters);
        }
    }

    private static Step asking(String channel, String success) {
        return new Step(channel, "someone", null, false, 1, success);
    }

    private static Message endedWhileItsSecondStepIsSending() {
        Message message = message(MessageClass.SERVICE, timed("sms", 30), step("email"));
        sent(message, 0, "a");
        Patience.end(message, at(message, 0), NOW.plusSeconds(30));
        sending(at(message, 1));
        receipt(message, 0, "a", Receipt.State.DELIVERED);
        return message;
    }

    private static Message message(MessageClass messageClass, Step... plan) {
        return message(Set.of("read"), messageClass, plan);
    }

    private static Message message(Set<String> events, MessageClass messageClass, Step... plan) {
        Message message = new Message(
                "m", "demo", messageClass, MessageStatus.ACCEPTED, List.of(plan), Map.of(), "http://crm.example",
                events, 0, END, new Message.Waits(Duration.ofSeconds(30), Duration.ofMinutes(5)));
        message.begin(NOW, null, null, NOW);
        message.status = MessageStatus.DISPATCHED;
        return message;
    }

    private static Step step(String channel) {
        return new Step(channel, "someone", null, false, 1);
    }

    private static Step timed(String channel, int seconds) {
        return new Step(channel, "someone", Duration.ofSeconds(seconds), false, 1);
    }

    private static Step required(String channel) {
        return new Step(channel, "someone", null, true, 1);
    }

    private static void sending(Delivery delivery) {
        delivery.status = DeliveryStatus.SENDING;
        delivery.provider = "carrier";
        delivery.attempts++;
        delivery.due = NOW.plus(ANSWER);
    }

    private static Delivery at(Message message, int position) {
        return message.deliveries.stream().filter(d -> d.position == position).findFirst().orElseThrow();
    }

    private static void sent(Message message, int position, String... ids) {
        Delivery delivery = at(message, position);
        sending(delivery);
        Answer.apply(message, delivery, new Outcome.Sent(delivery.id, Arrays.asList(ids)), NOW);
    }

    private static void accepted(Message message, int position) {
        Delivery delivery = at(message, position);
        sending(delivery);
        Answer.apply(message, delivery, new Outcome.Accepted(delivery.id, "a"), NOW);
    }

    private static void refused(Message message, int position, FailureKind kind) {
        Delivery delivery = at(message, position);
        sending(delivery);
        Answer.apply(message, delivery, new Outcome.Refused(delivery.id, kind, "0x1", null), NOW);
    }

    private static void receipt(Message message, int position, String id, Receipt.State state) {
        Hearing.apply(message, at(message, position), new Receipt("p", id, state, null, NOW, null, null, null), NOW);
    }

    private static String story(Message message) {
        return message.status + ": " + message.deliveries.stream()
                .sorted((a, b) -> a.position - b.position)
                .map(d -> d.channel + "=" + d.status)
                .collect(Collectors.joining(" "));
    }

    private static List<String> told(Message message) {
        return message.tellings.stream().map(Message.Telling::status).toList();
    }

    private static List<String> events(Message message, int position) {
        return at(message, position).events.stream().map(TimelineEvent::event).toList();
    }
}
