package io.vestnik.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.audit.Actor;
import io.vestnik.audit.AuditLog;
import io.vestnik.message.FieldError;
import io.vestnik.message.InvalidMessage;
import io.vestnik.operator.Operator;
import io.vestnik.operator.Operators;
import io.vestnik.operator.Role;
import io.vestnik.platform.DataDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The database's accounts and operators, before and after the settings lost theirs. */
@SpringBootTest(classes = RegistryTest.Slice.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class RegistryTest {

    private static final Actor ROOT = new Actor("root", "127.0.0.1");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    RegistryRows rows;

    @Autowired
    CredentialRows credentials;

    @Autowired
    AuditLog audit;

    @BeforeEach
    void empty() {
        jdbc.sql("TRUNCATE account, operator, credential, audit").update();
    }

    @Test
    void aKeyOfTheSettingsTimeDoesNotOpenTheAccountThatIsMadeLater() throws Exception {
        String key = hub("shop").accountRegister().createKey("shop", JSON.readTree("{}"), ROOT).key();
        Hub later = hub("other");
        later.accountRegister().put("shop", JSON.readTree("{}"), ROOT);
        assertThat(later.accounts.find("shop")).isPresent();
        assertThat(later.accounts.byApiKey(key)).isEmpty();
        String next = later.accountRegister().createKey("shop", JSON.readTree("{}"), ROOT).key();
        later.accountRegister().put("shop", JSON.readTree("{\"rate\": 5}"), ROOT);
        assertThat(later.accounts.byApiKey(next)).as("a change keeps its keys").isPresent();
    }

    @Test
    void norTheOperatorWhoIsMadeLater() throws Exception {
        String key = hub("root").operatorRegister().createKey("root", JSON.readTree("{}"), ROOT).key();
        Hub later = hub("other");
        later.operatorRegister().put("root", JSON.readTree("{\"role\": \"operator\"}"), ROOT);
        assertThat(later.operators.find("root")).isPresent();
        assertThat(later.operators.byKey(key)).isEmpty();
    }

    @Test
    void aClosedAccountIsSeenAsClosedUntilItIsMadeAgain() throws Exception {
        Hub hub = hub("other");
        hub.accountRegister().put("shop", JSON.readTree("{}"), ROOT);
        assertThat(hub.accounts.isOpen("shop")).isTrue();
        hub.accountRegister().close("shop", ROOT);
        assertThat(hub.accounts.isOpen("shop")).isFalse();
        assertThat(hub.accounts.find("shop")).isPresent();
        hub.accountRegister().put("shop", JSON.readTree("{}"), ROOT);
        assertThat(hub.accounts.isOpen("shop")).isTrue();
    }

    @Test
    void aCapOnAChannelThatIsNotThereIsRefused() throws Exception {
        String settings = "{'caps': {'service': {'channels': {'fax': {'day': 1}, 'sms': {'day': 1}}}}}".replace('\'', '"');
        assertThatThrownBy(() -> hub("other").accountRegister().put("shop", JSON.readTree(settings), ROOT))
                .isInstanceOfSatisfying(InvalidMessage.class, e -> assertThat(e.errors())
                        .containsExactly(new FieldError("/caps/service/channels/fax", "is not a channel of this hub")));
    }

    @Test
    void anAccountThatCanNotBeReadKeepsTheSandboxAway() {
        jdbc.sql("INSERT INTO account (id, settings, created_at) VALUES ('new', '{\"of-a-newer-hub\": 1}', now())").update();
        assertThat(hub(null).accounts.all()).isEmpty();
    }

    /** A hub with an account and an operator of this name in its settings; null: with neither. */
    private Hub hub(String name) {
        Accounts accounts = new Accounts(
                name == null
                        ? List.of()
                        : List.of(new Account(
                                name, null, List.of(), null, null, null, List.of(), List.of(), null, null, ZoneOffset.UTC, Map.of(), Account.Times.DEFAULT, Map.of())),
                Clock.systemUTC());
        Operators operators = new Operators(
                name == null ? List.of() : List.of(new Operator(name, Role.OPERATOR, List.of("a-key"))), true, Clock.systemUTC());
        Registry registry = new Registry(rows, credentials, accounts, operators, transaction);
        registry.refresh();
        return new Hub(registry, accounts, operators);
    }

    private final class Hub {

        private final Registry registry;
        private final Accounts accounts;
        private final Operators operators;
        private final Keys keys = new Keys(credentials, audit, Clock.systemUTC());

        private Hub(Registry registry, Accounts accounts, Operators operators) {
            this.registry = registry;
            this.accounts = accounts;
            this.operators = operators;
        }

        private AccountRegister accountRegister() {
            Predicate<String> allButFax = channel -> !channel.equals("fax");
            return new AccountRegister(registry, rows, credentials, keys, accounts, audit, allButFax);
        }

        private OperatorRegister operatorRegister() {
            return new OperatorRegister(registry, rows, credentials, keys, operators, audit);
        }
    }

    @Configuration
    @ComponentScan("io.vestnik.platform.postgres")
    @Import({RegistryRows.class, CredentialRows.class, AuditLog.class})
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        TransactionAutoConfiguration.class,
        FlywayAutoConfiguration.class
    })
    static class Slice {

        @Bean(destroyMethod = "close")
        DataDirectory dataDirectory() throws Exception {
            return DataDirectory.lock(Files.createTempDirectory(Path.of("target"), "registry-data"));
        }

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }
}
