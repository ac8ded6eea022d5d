package io.vestnik.callback;

import io.vestnik.alert.Alert;
import io.vestnik.alert.DeadLetterAlarm;
import io.vestnik.batch.MicroBatcher;
import io.vestnik.metrics.BatchSizes;
import io.vestnik.metrics.CallbackMeters;
import io.vestnik.node.Node;
import io.vestnik.queue.Leases;
import io.vestnik.settings.AlertSettings;
import io.vestnik.settings.VestnikSettings;
import java.net.InetAddress;
import java.time.Clock;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts of callbacks; needs a {@link CallbackRows} and a {@link WebhookSignature}. */
@Configuration(proxyBeanMethods = false)
class CallbackConfiguration {

    private static final int LARGEST_COMMIT = 200;
    private static final Logger LOG = LoggerFactory.getLogger(CallbackConfiguration.class);

    @Bean
    CallbackEvent callbackEvent(VestnikSettings settings) {
        return new CallbackEvent(settings.publicUrl());
    }

    @Bean
    CallbackClock callbackClock(CallbackRows rows, Leases leases) {
        return new CallbackClock(rows, leases);
    }

    /** Closed after the sender, which depends on it. */
    @Bean(destroyMethod = "close")
    MicroBatcher<Result, Result> callbackResults(CallbackRows rows) {
        BatchSizes sizes = new BatchSizes("callback-results");
        return new MicroBatcher<>("callback-results", LARGEST_COMMIT, results -> {
            sizes.record(results.size());
            return rows.settle(results);
        });
    }

    @Bean(destroyMethod = "close")
    CallbackSender callbackSender(
            VestnikSettings settings,
            WebhookSignature signature,
            MicroBatcher<Result, Result> callbackResults,
            DeadLetterAlarm deadLetters) {
        Predicate<InetAddress> allowed =
                settings.callbacks().allowPrivateAddresses() ? address -> true : AddressGuard::allows;
        CheckedNames names = new CheckedNames(InetAddress::getAllByName, allowed);
        CallbackClient client = new CallbackClient(names, CallbackSender.MOST_IN_FLIGHT, CallbackClient.DEADLINE);
        return new CallbackSender(
                client, signature, result -> write(callbackResults, result, deadLetters), Clock.systemUTC());
    }

    /** Without a URL alerts are in the log alone. The URL is an operator's: it may be any address. */
    @Bean
    Consumer<Alert> alertWebhook(VestnikSettings settings, Node node) {
        AlertSettings alerts = settings.alerts();
        if (alerts.url() == null) {
            return alert -> {};
        }
        CheckedNames names = new CheckedNames(InetAddress::getAllByName, address -> true);
        CallbackClient client = new CallbackClient(names, AlertWebhook.MOST_UNDER_WAY, CallbackClient.DEADLINE);
        return new AlertWebhook(
                client, alerts.url(), alerts.secret(), settings.publicUrl().toString(), node.id(), Clock.systemUTC(),
                AlertWebhook.PAUSES);
    }

    /** A result that can't be written is lost: when the lease ends, the callback is sent again under the same id. */
    private static void write(MicroBatcher<Result, Result> results, Result result, DeadLetterAlarm deadLetters) {
        results.add(result).whenComplete((written, failure) -> {
            if (failure != null) {
                result.callback().facts(LOG.atWarn()).log("callback result={} not written: {}", result.kind(), failure.toString());
                return;
            }
            CallbackMeters.settled(result.kind().name().toLowerCase(Locale.ROOT));
            if (result.kind() == Result.Kind.DEAD) {
                deadLetters.written("callback", 1);
            }
        });
    }
}
