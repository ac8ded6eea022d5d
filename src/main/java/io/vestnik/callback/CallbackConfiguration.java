package io.vestnik.callback;

import io.vestnik.batch.MicroBatcher;
import io.vestnik.queue.Leases;
import io.vestnik.settings.VestnikSettings;
import java.net.InetAddress;
import java.time.Clock;
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
        return new MicroBatcher<>("callback-results", LARGEST_COMMIT, rows::settle);
    }

    @Bean(destroyMethod = "close")
    CallbackSender callbackSender(
            VestnikSettings settings, WebhookSignature signature, MicroBatcher<Result, Result> callbackResults) {
        Predicate<InetAddress> allowed =
                settings.callbacks().allowPrivateAddresses() ? address -> true : AddressGuard::allows;
        CheckedNames names = new CheckedNames(InetAddress::getAllByName, allowed);
        CallbackClient client = new CallbackClient(names, CallbackSender.MOST_IN_FLIGHT, CallbackClient.DEADLINE);
        return new CallbackSender(
                client, signature, result -> write(callbackResults, result), Clock.systemUTC());
    }

    /** A result that can't be written is lost: when the lease ends, the callback is sent again under the same id. */
    private static void write(MicroBatcher<Result, Result> results, Result result) {
        results.add(result).whenComplete((written, failure) -> {
            if (failure != null) {
                LOG.warn("callback message={} result={} not written", result.callback().messageId(), result.kind(), failure);
            }
        });
    }
}
