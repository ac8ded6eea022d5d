package io.vestnik.ingress.soap;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.vestnik.accept.Accept;
import io.vestnik.accept.Accepted;
import io.vestnik.accept.LocalTimes;
import io.vestnik.accept.MessageReader;
import io.vestnik.accept.SendTimeReader;
import io.vestnik.accept.StepOrder;
import io.vestnik.contact.Contacts;
import io.vestnik.zone.Zones;
import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.account.Secret;
import io.vestnik.address.Addresses;
import io.vestnik.consent.ConsentLedger;
import io.vestnik.audit.AccessLog;
import io.vestnik.consent.ConsentReader;
import io.vestnik.contact.Contacts;
import io.vestnik.ledger.Cancellation;
import io.vestnik.ledger.MessageHistory;
import io.vestnik.message.NewMessage;
import io.vestnik.settings.VestnikSettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jms.JmsAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessResourceFailureException;

/** The SOAP door alone, on a free port: the shipped route and WSDL, and behind them fakes that a test can tell what to answer. */
final class SoapSlice {

    static final Set<String> CHANNELS = Set.of("sms", "email", "telegram");

    /** What was given to accept, in order. */
    static final List<NewMessage> ACCEPTED = Collections.synchronizedList(new ArrayList<>());

    private static volatile Function<NewMessage, CompletableFuture<Accepted>> accepting = SoapSlice::good;

    private static volatile boolean databaseAway;

    private static final ServletWebServerApplicationContext CONTEXT = start();

    private SoapSlice() {}

    static String url() {
        return "http://127.0.0.1:" + CONTEXT.getWebServer().getPort() + "/soap/v1";
    }

    static <T> T bean(Class<T> type) {
        return CONTEXT.getBean(type);
    }

    static void reset() {
        ACCEPTED.clear();
        accepting = SoapSlice::good;
        databaseAway = false;
    }

    /** Until the next reset. */
    static void noNonceCanBeKept() {
        databaseAway = true;
    }

    static void accepting(Function<NewMessage, CompletableFuture<Accepted>> answer) {
        accepting = answer;
    }

    private static CompletableFuture<Accepted> good(NewMessage message) {
        return CompletableFuture.completedFuture(new Accepted("01JDMESSAGE", "accepted", false));
    }

    private static ServletWebServerApplicationContext start() {
        return (ServletWebServerApplicationContext) SpringApplication.run(
                Slice.class,
                "--server.port=0",
                "--vestnik.public-url=https://hub.example.org",
                "--camel.main.routes-include-pattern=file:routes/ingress/soap.camel.yaml",
                "--camel.springboot.routes-include-pattern=file:routes/ingress/soap.camel.yaml",
                "--vestnik.accounts[0].id=school",
                "--vestnik.accounts[0].soap.user=demo",
                "--vestnik.accounts[0].soap.password=demo",
                "--vestnik.accounts[0].senders=SCHOOL",
                "--vestnik.accounts[0].callback.secret=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "--vestnik.accounts[1].id=shop",
                "--vestnik.accounts[1].soap.user=магазин",
                "--vestnik.accounts[1].soap.password=пароль:1",
                "--vestnik.accounts[2].id=bank",
                "--vestnik.accounts[2].soap.user=bank",
                "--vestnik.accounts[2].soap.password={sha256}" + Secret.digest("vault"),
                "--management.endpoint.health.validate-group-membership=false",
                "--logging.level.root=WARN");
    }

    /** No {@code @Configuration}: a whole hub started on the tests' class path must not find it. */
    @EnableAutoConfiguration(
            exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class, JmsAutoConfiguration.class})
    @EnableConfigurationProperties(VestnikSettings.class)
    @ComponentScan(
            value = "io.vestnik.ingress.soap",
            excludeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Nonces.class))
    @Import({Addresses.class, MessageReader.class, SendTimeReader.class, LocalTimes.class, Zones.class, ConsentReader.class})
    static class Slice {

        @Bean
        BiPredicate<Account, String> forbidden() {
            return (account, channel) -> false;
        }

        @Bean
        Contacts contacts() {
            return mock(Contacts.class);
        }

        @Bean
        StepOrder stepOrder() {
            return mock(StepOrder.class);
        }

        @Bean
        Accounts accounts(VestnikSettings settings) {
            return new Accounts(settings.accounts(), Clock.systemUTC());
        }

        @Bean
        Predicate<String> channelKnown() {
            return CHANNELS::contains;
        }

        @Bean
        ToIntFunction<String> smsSegments() {
            return text -> 1;
        }

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        Nonces nonces() {
            Set<String> shown = ConcurrentHashMap.newKeySet();
            Nonces nonces = mock(Nonces.class);
            when(nonces.isFirst(any(), any(), any())).thenAnswer(call -> {
                if (databaseAway) {
                    throw new DataAccessResourceFailureException("SELECT secret FROM org.postgresql");
                }
                return shown.add(call.getArgument(0) + Arrays.toString(call.<byte[]>getArgument(1)));
            });
            return nonces;
        }

        @Bean
        MessageHistory messageHistory() {
            return mock(MessageHistory.class);
        }

        @Bean
        AccessLog accessLog() {
            return mock(AccessLog.class);
        }

        @Bean
        Cancellation cancellation() {
            return mock(Cancellation.class);
        }

        @Bean
        ConsentLedger consentLedger() {
            ConsentLedger ledger = mock(ConsentLedger.class);
            when(ledger.record(any())).thenAnswer(call -> call.getArgument(0));
            return ledger;
        }

        @Bean
        Accept accept() {
            Accept accept = mock(Accept.class);
            when(accept.accept(any())).thenAnswer(call -> {
                ACCEPTED.add(call.getArgument(0));
                return accepting.apply(call.getArgument(0));
            });
            return accept;
        }
    }
}
