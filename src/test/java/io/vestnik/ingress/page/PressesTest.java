package io.vestnik.ingress.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.vestnik.subscription.Link;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PressesTest {

    private static final Instant NOW = Instant.parse("2026-07-01T09:00:30Z");
    private static final Link ANNA = new Link("school", "phone:+79160000701", NOW.plusSeconds(3_600));

    private final Clock clock = mock(Clock.class);
    private final Presses presses = new Presses(clock);

    @BeforeEach
    void now() {
        when(clock.instant()).thenReturn(NOW);
        for (int i = 0; i < Presses.MOST_A_MINUTE; i++) {
            assertThat(presses.take(ANNA)).isTrue();
        }
    }

    @Test
    void aLinkIsOfUseSoOftenAMinute() {
        assertThat(presses.take(ANNA)).isFalse();
        when(clock.instant()).thenReturn(NOW.plusSeconds(30));
        assertThat(presses.take(ANNA)).isTrue();
    }

    @Test
    void anotherLinkIsNotHeldUp() {
        assertThat(presses.take(new Link("school", "phone:+79160000702", ANNA.expiresAt()))).isTrue();
    }

    @Test
    void onlyTheLastLinksAreRemembered() {
        for (int i = 0; i < Presses.LINKS; i++) {
            presses.take(new Link("school", "phone:" + i, ANNA.expiresAt()));
        }
        assertThat(presses.take(ANNA)).isTrue();
    }
}
