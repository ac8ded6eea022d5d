package io.vestnik.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.channel.ProviderCounts.Minute;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProviderCountsTest {

    private static final Instant NINE = Instant.parse("2026-07-01T09:00:00Z");

    private final ProviderCounts counts = new ProviderCounts();

    @Test
    void countsByTheMinuteOfTheSendAndTellsEachOnce() {
        counts.sent(NINE.plusSeconds(1));
        counts.sent(NINE.plusSeconds(59));
        counts.sent(NINE.plusSeconds(60));
        counts.heard(NINE.plusSeconds(1));
        counts.fault();
        assertThat(counts.drain(NINE.plusSeconds(70)))
                .containsExactlyInAnyOrder(new Minute(NINE, 2, 1, 0), new Minute(NINE.plusSeconds(60), 1, 0, 1));
        assertThat(counts.drain(NINE.plusSeconds(80))).isEmpty();
        counts.heard(NINE.plusSeconds(59));
        assertThat(counts.drain(NINE.plusSeconds(90))).containsExactly(new Minute(NINE, 0, 1, 0));
    }

    @Test
    void whatNobodyAsksForIsForgottenAfterAnHour() {
        counts.sent(NINE);
        counts.sent(NINE.plusSeconds(3_660));
        assertThat(counts.drain(NINE.plusSeconds(3_660))).containsExactly(new Minute(NINE.plusSeconds(3_660), 1, 0, 0));
    }

    @Test
    void whatIsGivenBackIsToldAgain() {
        counts.sent(NINE);
        counts.heard(NINE);
        counts.giveBack(counts.drain(NINE));
        assertThat(counts.drain(NINE)).containsExactly(new Minute(NINE, 1, 1, 0));
    }
}
