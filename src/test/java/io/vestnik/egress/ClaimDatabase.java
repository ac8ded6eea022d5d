package io.vestnik.egress;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.cap.Caps;
import io.vestnik.cap.FrequencyRows;
import io.vestnik.cap.Limits;
import io.vestnik.gate.Recipients;
import io.vestnik.gate.Rehearsal;
import io.vestnik.hours.Hours;
import io.vestnik.hours.WorkCalendar;
import io.vestnik.ledger.LedgerDatabase;
import io.vestnik.message.MessageClass;
import io.vestnik.node.Node;
import io.vestnik.pause.Pauses;
import io.vestnik.privacy.HubKey;
import io.vestnik.settings.VestnikSettings;
import io.vestnik.suppression.Suppressions;
import io.vestnik.zone.Zones;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The embedded PostgreSQL with what the claim needs, and accounts of different habits. */
@Configuration
@Import({
    LedgerDatabase.class, ClaimRows.class, Recipients.class, Rehearsal.class, FrequencyRows.class,
    HubKey.class, Zones.class
})
public class ClaimDatabase {

    public static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    /** Noon in Moscow. */
    public static final AtomicReference<Instant> NOW = new AtomicReference<>(LedgerDatabase.NOW);

    @Bean
    Suppressions suppressions(HubKey key, JdbcClient jdbc) {
        return new Suppressions(key, jdbc, mock(VestnikSettings.class));
    }

    @Bean
    Clock clock() {
        InstantSource settable = NOW::get;
        return settable.withZone(ZoneOffset.UTC);
    }

    @Bean
    WorkCalendar calendar() {
        return WorkCalendar.WEEKENDS;
    }

    @Bean
    Node node() {
        Node node = mock(Node.class);
        when(node.id()).thenReturn("here");
        return node;
    }

    @Bean
    Pauses pauses() {
        return mock(Pauses.class); // the claim asks the database
    }

    @Bean
    Accounts accounts(Clock clock) {
        Caps daily = new Caps(1, null, null, Map.of());
        Caps five = new Caps(5, null, null, Map.of("email", new Limits(null, 1, null)));
        return new Accounts(
                List.of(
                        account("free", Map.of(), Map.of()),
                        account("daily", Map.of(), Map.of(MessageClass.SERVICE, daily)),
                        account("five", Map.of(), Map.of(MessageClass.SERVICE, five)),
                        account("early", Map.of(MessageClass.SERVICE, Hours.valueOf("06:00-08:00")), Map.of()),
                        account("noon", Map.of(MessageClass.SERVICE, Hours.valueOf("11:00-13:00")), Map.of())),
                clock);
    }

    private static Account account(String id, Map<MessageClass, Hours> hours, Map<MessageClass, Caps> caps) {
        Map<MessageClass, Hours> always = Map.of(MessageClass.SERVICE, Hours.ALWAYS, MessageClass.MARKETING, Hours.ALWAYS);
        return new Account(
                id, null, List.of(), null, null, null, List.of(), List.of(), null, null, MOSCOW, hours.isEmpty() ? always : hours,
                new Account.Times(Duration.ofMinutes(10), Account.UnknownZone.OWN, Set.of()), caps);
    }
}
