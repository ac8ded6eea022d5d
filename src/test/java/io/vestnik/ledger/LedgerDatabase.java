package io.vestnik.ledger;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.vestnik.callback.CallbackEvent;
import io.vestnik.callback.FreshCallbacks;
import io.vestnik.esme.OwedRows;
import io.vestnik.node.Node;
import io.vestnik.platform.DataDirectory;
import io.vestnik.queue.Handover;
import io.vestnik.queue.Leases;
import io.vestnik.settings.VestnikSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.mockito.Mockito;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The embedded PostgreSQL with the hub's schema, and what writes new messages into it. The queues have no room: all waits for the clock. */
@Configuration
@ComponentScan("io.vestnik.platform.postgres")
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    FlywayAutoConfiguration.class
})
public class LedgerDatabase {

    public static final Instant NOW = Instant.parse("2026-07-01T09:00:00.123Z");

    /** For those who must have settings and ask nothing of them: not bound, only there. */
    @Bean
    static BeanFactoryPostProcessor settings() {
        return factory -> factory.registerSingleton("settingsOfNobody", mock(VestnikSettings.class, Mockito.RETURNS_DEEP_STUBS));
    }

    @Bean(destroyMethod = "close")
    DataDirectory dataDirectory() throws Exception {
        return DataDirectory.lock(Files.createTempDirectory(Path.of("target"), "ledger-data"));
    }

    @Bean
    public NewRows newRows(JdbcClient jdbc, JdbcTemplate template, TransactionTemplate transaction) {
        VestnikSettings settings = mock(VestnikSettings.class);
        when(settings.unknownWait()).thenReturn(Duration.ofSeconds(30));
        when(settings.stepTimeout()).thenReturn(Duration.ofMinutes(5));
        Leases full = mock(Leases.class);
        Commit commit = new Commit(transaction, full, mock(Handover.class), mock(FreshCallbacks.class), mock(Chronicle.class));
        ChangedRows changed = new ChangedRows(jdbc, full, mock(Node.class), mock(CallbackEvent.class), mock(OwedRows.class),
                mock(DeadAddresses.class));
        return new NewRows(
                jdbc, changed, new CopiedRows(template), new MessageRows(jdbc, settings), commit, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Bean
    Ledger ledger(JdbcClient jdbc, TransactionTemplate transaction) {
        VestnikSettings settings = mock(VestnikSettings.class);
        when(settings.unknownWait()).thenReturn(Duration.ofSeconds(30));
        when(settings.stepTimeout()).thenReturn(Duration.ofMinutes(5));
        Leases full = mock(Leases.class);
        Commit commit = new Commit(transaction, full, mock(Handover.class), mock(FreshCallbacks.class), mock(Chronicle.class));
        ChangedRows changed = new ChangedRows(jdbc, full, mock(Node.class), mock(CallbackEvent.class), mock(OwedRows.class),
                mock(DeadAddresses.class));
        return new Ledger(new MessageRows(jdbc, settings), changed, commit, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Bean
    public Erasing erasing(Ledger ledger, JdbcClient jdbc, TransactionTemplate transaction) {
        return new Erasing(ledger, jdbc, transaction);
    }

    @Bean
    Cancellation cancellation(Ledger ledger, JdbcClient jdbc) {
        return new Cancellation(ledger, new Recipients(jdbc));
    }
}
