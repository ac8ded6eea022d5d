package io.vestnik.egress;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.account.Permission;
import io.vestnik.cap.Caps;
import io.vestnik.cap.FrequencyRows;
import io.vestnik.cap.Limits;
import io.vestnik.channel.ChannelTraits;
import io.vestnik.channel.Providers;
import io.vestnik.channel.Traits;
import io.vestnik.gate.Reaches;
import io.vestnik.gate.Recipients;
import io.vestnik.gate.Rehearsal;
import io.vestnik.hours.Hours;
import io.vestnik.hours.WorkCalendar;
import io.vestnik.ledger.LedgerDatabase;
import io.vestnik.message.MessageClass;
import io.vestnik.message.Order;
import io.vestnik.node.Node;
import io.vestnik.pause.Pauses;
import io.vestnik.privacy.HubKey;
import io.vestnik.session.ForbiddenChannels;
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
    LedgerDatabase.class, ClaimRows.class, Recipients.class, Reaches.class, ForbiddenChannels.class, Rehearsal.class, FrequencyRows.class,
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

    /** Viber with a window of a day, Telegram without; the accounts may use both but {@code strict}. */
    @Bean
    ChannelTraits traits() {
        ChannelTraits traits = new ChannelTraits();
        traits.publish(Map.of("viber", new Traits(true, Duration.ofHours(24), true), "telegram", new Traits(true, null, false)));
        return traits;
    }

    @Bean
    Providers providers() {
        return mock(Providers.class); // none is the sandbox
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
                        account("strict", null, Map.of(), Map.of(), Permission.FORBIDDEN),
                        account("below", "strict", Map.of(), Map.of(), Permission.ALLOWED),
                        account("daily", Map.of(), Map.of(MessageClass.SERVICE, daily)),
                        account("five", Map.of(), Map.of(MessageClass.SERVICE, five)),
                        account("early", Map.of(MessageClass.SERVICE, Hours.valueOf("06:00-08:00")), Map.of()),
                        account("noon", Map.of(MessageClass.SERVICE, Hours.valueOf("11:00-13:00")), Map.of())),
                clock);
    }

    private static Account account(String id, Map<MessageClass, Hours> hours, Map<MessageClass, Caps> caps) {
        return account(id, null, hours, caps, Permission.ALLOWED);
    }

    private static Account account(
            String id, String parent, Map<MessageClass, Hours> hours, Map<MessageClass, Caps> caps, Permission foreignMessengers) {
        Map<MessageClass, Hours> always = Map.of(MessageClass.SERVICE, Hours.ALWAYS, MessageClass.MARKETING, Hours.ALWAYS);
        return new Account(
                id, parent, List.of(), null, null, null, List.of(), List.of(), Order.GIVEN, null, null, MOSCOW, hours.isEmpty() ? always : hours,
                new Account.Times(Duration.ofMinutes(10), Account.UnknownZone.OWN, Set.of()), caps, foreignMessengers, Set.of());
    }
}
