package io.vestnik.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.callback.CallbackRows;
import io.vestnik.callback.FreshCallbacks;
import io.vestnik.callback.WebhookSignature;
import io.vestnik.channel.sms.SmsText;
import io.vestnik.hours.WorkCalendar;
import io.vestnik.node.Node;
import io.vestnik.operator.Operators;
import io.vestnik.settings.VestnikSettings;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.StringUtils;

/** Joins the rooms that do not know each other. */
@Configuration(proxyBeanMethods = false)
class HubConfiguration {

    private static final String RUSSIA = "calendars/ru.txt";

    @Bean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofMillis(1)); // no finer than what is told
    }

    @Bean
    Accounts accounts(VestnikSettings settings, ServerProperties server, Clock clock) {
        try {
            return new Accounts(settings.accounts(), isForThisMachine(settings, server), clock);
        } catch (IllegalArgumentException e) {
            throw new StartRefused(e.getMessage());
        }
    }

    @Bean
    Operators operators(VestnikSettings settings, ServerProperties server, Clock clock) {
        try {
            boolean sandbox = settings.accounts().isEmpty() && isForThisMachine(settings, server);
            return new Operators(settings.operators(), sandbox, clock);
        } catch (IllegalArgumentException e) {
            throw new StartRefused(e.getMessage());
        }
    }

    @Bean
    WorkCalendar workCalendar(VestnikSettings settings) {
        Path own = settings.calendar();
        try {
            return own == null
                    ? WorkCalendar.read(RUSSIA, new ClassPathResource(RUSSIA).getContentAsString(UTF_8).lines().toList())
                    : WorkCalendar.read(own.toString(), Files.readAllLines(own));
        } catch (CharacterCodingException e) {
            throw new StartRefused("vestnik.calendar: " + own + " is not UTF-8");
        } catch (IOException e) {
            throw new StartRefused("vestnik.calendar: can't read " + own);
        } catch (IllegalArgumentException e) {
            throw new StartRefused("vestnik.calendar: " + e.getMessage());
        }
    }

    /** The sandbox's keys are known to all: they open nothing where others can knock. Without an address see LoopbackUntilConfigured. */
    private static boolean isForThisMachine(VestnikSettings settings, ServerProperties server) {
        return Stream.of(server.getAddress(), settings.smpp().address(), settings.sftp().address())
                .allMatch(address -> address == null || address.isLoopbackAddress());
    }

    @Bean
    ToIntFunction<String> smsSegments() {
        return SmsText::segments;
    }

    /** One a message between its claim and its answer, where the wire blocks: the windows are the limit. */
    @Bean(defaultCandidate = false) // for routes, by its name: Boot's own executor stays
    ExecutorService wireThreads() {
        return Executors.newCachedThreadPool(new CustomizableThreadFactory("wire-"));
    }

    @Bean
    CallbackRows callbackRows(JdbcClient jdbc, TransactionTemplate transaction, FreshCallbacks fresh, Node node) {
        return new CallbackRows(jdbc, transaction, fresh, node);
    }

    @Bean
    WebhookSignature webhookSignature(Accounts accounts) {
        return new WebhookSignature(
                id -> accounts.find(id).map(Account::callback).map(Account.Callback::secret));
    }

    /** An embedded database is this hub's alone: what earlier runs leased need not wait for their silence. */
    @Bean
    ApplicationListener<ApplicationStartedEvent> noOtherNodes(Node node, Environment settings) {
        return started -> {
            if (!StringUtils.hasText(settings.getProperty("spring.datasource.url"))) {
                node.buryAllOthers();
            }
        };
    }
}
