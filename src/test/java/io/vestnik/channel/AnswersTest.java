package io.vestnik.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.message.MessageClass;
import io.vestnik.settings.ProviderSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {

    private static final Submission SUBMISSION = new Submission(
            "delivery-1", "message-1", "demo", "partner", "gateway", MessageClass.SERVICE, "anna", null, "hello", 1, 1, 7,
            Instant.MAX, Instant.MAX);

    private final List<Outcome> outcomes = new ArrayList<>();
    private final Providers providers = new Providers(
            Map.of("partner", List.of(new ProviderSettings(
                    "gateway", URI.create("http://127.0.0.1:1"), "trx", 1, false, 5, null, 1, "as-is", Map.of(), Map.of(), Map.of(), null,
                    null, null, null, Map.of(), Duration.ofSeconds(12), BigDecimal.ZERO))),
            () -> 1);
    private long nanos;
    private final Answers answers = new Answers(providers, outcomes::add, () -> nanos);

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void whatWasTakenWithoutAnIdIsNotSentAgain(String id) {
        answers.sent(SUBMISSION, id);
        answers.accepted(SUBMISSION, id);
        assertThat(outcomes)
                .containsExactly(
                        new Outcome.Sent("delivery-1", List.of("delivery-1")), new Outcome.Accepted("delivery-1", "delivery-1"));
    }

    @Test
    void aRouteThatForgetsItsAnswerLosesNoPlaceInTheWindow() throws Exception {
        hand();
        nanos = 59_000_000_000L;
        answers.giveUp();
        assertThat(inFlight()).isEqualTo(1);

        nanos = 61_000_000_000L;
        answers.giveUp();
        answers.giveUp();

        assertThat(inFlight()).isZero();
        assertThat(outcomes).as("the clock judges its row").isEmpty();
    }

    @Test
    void whatIsAnsweredIsNotGivenUp() throws Exception {
        hand();
        answers.accepted(SUBMISSION, "7");
        hand();
        answers.accepted(SUBMISSION, "8");
        providers.reserve("partner", true, 1).settle(1);
        nanos = 61_000_000_000L;

        answers.giveUp();

        assertThat(inFlight()).isEqualTo(1);
    }

    private void hand() throws InterruptedException {
        providers.reserve("partner", true, 1).settle(1);
        answers.await(SUBMISSION);
    }

    private int inFlight() {
        return providers.of("partner").get(0).inFlight();
    }
}
