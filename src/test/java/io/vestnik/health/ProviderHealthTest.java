package io.vestnik.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.vestnik.alert.Alerts;
import io.vestnik.channel.Provider;
import io.vestnik.channel.Providers;
import io.vestnik.ledger.LedgerDatabase;
import io.vestnik.node.Node;
import io.vestnik.settings.HealthSettings;
import io.vestnik.settings.ProviderSettings;
import io.vestnik.settings.VestnikSettings;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two nodes on one database, each with the two providers of a channel. */
@SpringBootTest(classes = LedgerDatabase.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class ProviderHealthTest {

    private static final Instant START = Instant.parse("2026-07-01T09:00:20Z");

    private final List<String> told = new ArrayList<>();
    private Instant now = START;

    @Autowired
    private JdbcClient jdbc;

    private One here;
    private One there;

    /** A node. */
    private record One(Providers providers, ProviderHealth health) {
        Provider a() {
            return providers.of("partner").get(0);
        }

        Provider b() {
            return providers.of("partner").get(1);
        }
    }

    @BeforeEach
    void startBoth() {
        jdbc.sql("TRUNCATE provider_minute, provider_weight").update();
        here = node("here", jdbc);
        there = node("there", jdbc);
    }

    @Test
    void whatBothNodesCountedIsJudgedTogetherAndDecidedByOne() {
        errors(here.a(), 30);
        errors(there.a(), 30);
        here.health.look();
        assertThat(here.a().weight()).as("30 of one node are no sickness").isEqualTo(100);
        there.health.look();
        assertThat(there.a().weight()).isEqualTo(90);
        here.health.look();
        there.health.look();
        assertThat(List.of(here.a().weight(), there.a().weight())).as("once, not once a node").containsExactly(90, 90);
        assertThat(here.health.of(here.a()).weightReason()).isEqualTo("errors");
        assertThat(here.health.of(here.a()).lastHour().errors()).isEqualTo(60);
        assertThat(here.b().weight()).isEqualTo(100);
    }

    @Test
    void ofTwoNodesThatDecideAtTheSameMomentOneIsIgnored() {
        HealthRows rows = new HealthRows(jdbc, mock(Node.class));
        Weight ninety = new Weight(90, "slow", START);
        assertThat(rows.change("x", Weight.WHOLE, ninety)).isTrue();
        assertThat(rows.change("x", Weight.WHOLE, ninety)).as("it is not whole any more").isFalse();
        assertThat(rows.change("x", ninety, new Weight(80, "slow", START.plusSeconds(180)))).isTrue();
        assertThat(rows.change("x", ninety, new Weight(100, "slow", START.plusSeconds(600)))).isFalse();
        assertThat(rows.weights()).containsEntry("x", new Weight(80, "slow", START.plusSeconds(180)));
    }

    @Test
    void messagesThatAreNotHeardOfTakeTheShareAndOperatorsHearOfIt() {
        for (int minute = 0; minute < 45; minute++) {
            for (int i = 0; i < 10; i++) {
                here.a().counts().sent(now);
                there.b().counts().sent(now);
                there.b().counts().heard(now);
            }
            here.a().counts().heard(now); // one in ten
            here.health.look();
            there.health.look();
            now = now.plusSeconds(60);
        }
        assertThat(there.a().weight()).isZero();
        assertThat(there.b().weight()).isEqualTo(100);
        assertThat(told).containsExactly("provider_weight firing partner/a");
        assertThat(here.health.of(here.a()).quickShare()).isEqualTo(0.1);
        assertThat(there.health.of(there.b()).lastHour().quickShare()).isEqualTo(1.0);
        assertThat(there.health.of(there.b()).lastHour().sent()).isEqualTo(450);

        for (int minute = 0; minute < 120; minute++) {
            here.health.look();
            now = now.plusSeconds(60);
        }
        assertThat(here.a().weight()).as("quiet for long enough").isGreaterThanOrEqualTo(50);
        assertThat(told).containsExactly("provider_weight firing partner/a", "provider_weight resolved partner/a");
    }

    @Test
    void aNodeThatStartsTakesTheWeightsAsTheyAre() {
        new HealthRows(jdbc, mock(Node.class)).change("a", Weight.WHOLE, new Weight(30, "slow", START));
        One third = node("third", jdbc);
        third.health.look();
        assertThat(third.a().weight()).isEqualTo(30);
    }

    @Test
    void whatCouldNotBeToldIsToldLater() {
        JdbcClient away = mock(JdbcClient.class);
        when(away.sql(org.mockito.ArgumentMatchers.anyString())).thenThrow(new IllegalStateException("away"));
        One cut = node("cut", away);
        errors(cut.a(), 60);
        cut.a().counts().sent(now);
        assertThatThrownBy(cut.health::look).hasMessage("away");
        assertThat(cut.a().counts().drain(now)).singleElement().satisfies(minute -> {
            assertThat(minute.errors()).isEqualTo(60);
            assertThat(minute.sent()).isEqualTo(1);
        });
    }

    private static void errors(Provider provider, int n) {
        for (int i = 0; i < n; i++) {
            provider.faulted("x");
            provider.succeeded(1);
        }
    }

    private One node(String name, JdbcClient database) {
        Node node = mock(Node.class);
        when(node.id()).thenReturn(name);
        VestnikSettings settings = mock(VestnikSettings.class);
        when(settings.health()).thenReturn(new HealthSettings(Duration.ofMinutes(5), 15, 50));
        Providers providers = new Providers(Map.of("partner", List.of(provider("a"), provider("b"))), () -> 2);
        providers.of("partner"); // as a start does
        InstantSource source = () -> now;
        Clock clock = source.withZone(ZoneOffset.UTC);
        Alerts alerts = new Alerts(alert -> told.add(alert.kind() + " " + alert.state() + " " + alert.subject()), clock);
        return new One(providers, new ProviderHealth(providers, new HealthRows(database, node), alerts, settings, clock));
    }

    private static ProviderSettings provider(String name) {
        return new ProviderSettings(
                name, URI.create("https://127.0.0.1:1"), "trx", 1, false, 10, null, 1, "as-is", Map.of(), Map.of(), Map.of(), null, null,
                null, null, Map.of(), Duration.ofSeconds(12), BigDecimal.ZERO);
    }
}
