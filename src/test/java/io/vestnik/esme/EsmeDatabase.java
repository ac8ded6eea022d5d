package io.vestnik.esme;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.account.Credential;
import io.vestnik.account.Door;
import io.vestnik.alert.DeadLetterAlarm;
import io.vestnik.callback.CallbackEvent;
import io.vestnik.callback.CallbackRows;
import io.vestnik.callback.FreshCallbacks;
import io.vestnik.channel.ChannelTraits;
import io.vestnik.channel.Providers;
import io.vestnik.message.MessageClass;
import io.vestnik.contact.Contacts;
import io.vestnik.node.Node;
import io.vestnik.zone.Zones;
import io.vestnik.platform.DataDirectory;
import io.vestnik.privacy.HubKey;
import io.vestnik.queue.Handover;
import io.vestnik.queue.Leases;
import io.vestnik.queue.LiveNames;
import io.vestnik.settings.PublicUrl;
import io.vestnik.settings.VestnikSettings;
import io.vestnik.suppression.Suppressions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The embedded PostgreSQL and all that accepts and tells of messages, for account {@code school} with two logins; of a node {@code here}.
 *
 */
@Configuration
@EnableConfigurationProperties(VestnikSettings.class)
@ComponentScan(
        basePackages = {
            "io.vestnik.platform.postgres", "io.vestnik.esme", "io.vestnik.ledger", "io.vestnik.accept",
            "io.vestnik.address", "io.vestnik.ingress.smpp.part", "io.vestnik.reply", "io.vestnik.subscription"
        },
        excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*(Test(\\$.*)?|LedgerDatabase)"))
@Import({Suppressions.class, HubKey.class, PublicUrl.class, ChannelTraits.class})
@ComponentScan(
        basePackages = {"io.vestnik.consent", "io.vestnik.contact", "io.vestnik.route", "io.vestnik.session"},
        useDefaultFilters = false,
        includeFilters = @ComponentScan.Filter(
                type = FilterType.REGEX,
                pattern = ".*\\.(ConsentLedger|ConsentRows|Contacts|RoutesInForce|OpenSessions|ForbiddenChannels)"))
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    FlywayAutoConfiguration.class
})
public class EsmeDatabase {

    /** Seconds that the hub's clock is ahead of the machine's. */
    public static final AtomicReference<Duration> AHEAD = new AtomicReference<>(Duration.ZERO);

    @Bean
    Providers providers() {
        return new Providers(Map.of(), () -> 1);
    }

    @Bean(destroyMethod = "close")
    DataDirectory dataDirectory() throws Exception {
        return DataDirectory.lock(Files.createTempDirectory(Path.of("target"), "esme-data"));
    }

    @Bean
    Clock clock() {
        InstantSource shifted = () -> Instant.now().plus(AHEAD.get());
        return shifted.withZone(ZoneOffset.UTC);
    }

    @Bean
    Accounts accounts(Clock clock) {
        return new Accounts(List.of(account("school", "SCHOOL"), account("bakery", "BAKERY")), clock);
    }

    private static Account account(String id, String sender) {
        return new Account(
                id, null, List.of(), null, null, new Account.SmppLogin(id, "secret", null, 100, 4, MessageClass.SERVICE), List.of(sender), List.of(), null,
                null, ZoneOffset.UTC, Map.of(), Account.Times.DEFAULT, Map.of());
    }

    /** Gives {@code school} these further logins. */
    public static void logins(Accounts accounts, String... systemIds) {
        accounts.replace(
                new Accounts.Stored(List.of(), Set.of(), false),
                Stream.of(systemIds).map(id -> new Credential("school", Door.SMPP, id, "secret", null)).toList());
    }

    @Bean
    Predicate<String> channelKnown() {
        return channel -> true;
    }

    @Bean
    ToIntFunction<String> smsSegments() {
        return text -> 1;
    }

    @Bean
    Node node() {
        return node("here", 1);
    }

    public static Node node(String id, int live) {
        Node node = mock(Node.class);
        when(node.id()).thenReturn(id);
        when(node.live()).thenReturn(live);
        return node;
    }

    @Bean
    Leases leases(VestnikSettings settings, Node node, JdbcClient jdbc, Clock clock) {
        return new Leases(settings, node, jdbc, clock);
    }

    @Bean
    LiveNames boundEsmes() {
        return new LiveNames();
    }

    @Bean
    Zones zones() {
        return new Zones();
    }

    @Bean
    Handover handover() {
        return mock(Handover.class);
    }

    @Bean
    FreshCallbacks freshCallbacks() {
        return mock(FreshCallbacks.class);
    }

    @Bean
    DeadLetterAlarm deadLetters() {
        return mock(DeadLetterAlarm.class);
    }

    @Bean
    CallbackRows callbackRows(JdbcClient jdbc, TransactionTemplate transaction, FreshCallbacks fresh, Node node) {
        return new CallbackRows(jdbc, transaction, fresh, node);
    }

    @Bean
    Suppressions suppressions() {
        return mock(Suppressions.class);
    }

    @Bean
    CallbackEvent callbackEvent() {
        return new CallbackEvent(URI.create("http://127.0.0.1"));
    }
}
