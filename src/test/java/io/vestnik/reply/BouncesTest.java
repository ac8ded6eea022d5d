package io.vestnik.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.vestnik.channel.Receipt;
import io.vestnik.channel.email.Bounce;
import io.vestnik.esme.EsmeDatabase;
import io.vestnik.settings.ProviderSettings;
import io.vestnik.settings.VestnikSettings;
import io.vestnik.suppression.Suppression;
import io.vestnik.suppression.Suppressions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = EsmeDatabase.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class BouncesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String OURS = "<17.abc@school.example>";

    private static final Suppression DEAD =
            new Suppression("school", "email", "Anna@example.org", "hard_bounce", "relay 5.1.1", NOW, NOW.plusSeconds(7));

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Suppressions suppressions;

    private Bounces bounces;

    @BeforeEach
    void aMailOfOurs() {
        reset(suppressions);
        when(suppressions.dead("school", "email", "Anna@example.org", "hard_bounce", "relay 5.1.1", NOW)).thenReturn(DEAD);
        ProviderSettings relay = mock(ProviderSettings.class);
        when(relay.name()).thenReturn("relay");
        VestnikSettings settings = mock(VestnikSettings.class);
        when(settings.channels()).thenReturn(Map.of("email", new VestnikSettings.ChannelSettings(List.of(relay), null)));
        bounces = new Bounces(settings, suppressions, jdbc, Clock.fixed(NOW, ZoneOffset.UTC));
        jdbc.sql("TRUNCATE delivery, provider_message").update();
        jdbc.sql("""
                INSERT INTO delivery (id, message_id, position, account, rank, channel, address, status, segments, reference, timeline)
                VALUES ('D17', 'M17', 0, 'school', 2, 'email', 'Anna@example.org', 'sent', 1, 1, '[]')
                """).update();
        jdbc.sql("INSERT INTO provider_message (provider, id, delivery_id, at) VALUES ('relay', ?, 'D17', now())")
                .param(OURS)
                .update();
    }

    @Test
    void aDeadAddressIsSuppressedAndTheDeliveryUndelivered() {
        List<Receipt> receipts = bounces.settle(List.of(new Bounce("anna@example.org", "5.1.1", true, OURS)));
        assertThat(receipts).containsExactly(
                new Receipt("relay", OURS, Receipt.State.UNDELIVERED, "5.1.1", NOW, null, null, null));
        verify(suppressions).add(List.of(DEAD));
    }

    @Test
    void aFullMailboxIsNotDead() {
        assertThat(bounces.settle(List.of(new Bounce(null, "5.2.2", true, OURS)))).hasSize(1);
        verify(suppressions, never()).add(any());
    }

    @Test
    void anErasedAddressIsNotPutOnTheListAgain() {
        jdbc.sql("UPDATE delivery SET address = ''").update();
        assertThat(bounces.settle(List.of(new Bounce(null, "5.1.1", true, OURS)))).hasSize(1);
        verify(suppressions, never()).add(any());
    }

    @Test
    void aLateMailIsOnlyNoted() {
        assertThat(bounces.settle(List.of(new Bounce(null, "4.4.7", false, OURS)))).isEmpty();
        verify(suppressions, never()).add(any());
    }

    @Test
    void whatNamesNoMailOfOursToThatAddressCountsForNothing() {
        assertThat(bounces.settle(List.of(
                        new Bounce("anna@example.org", "5.1.1", true, "<18.abc@school.example>"),
                        new Bounce("anna@example.org", "5.1.1", true, null),
                        new Bounce("boris@example.org", "5.1.1", true, OURS))))
                .isEmpty();
        verify(suppressions, never()).add(any());
    }
}
