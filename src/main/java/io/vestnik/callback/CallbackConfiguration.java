package io.vestnik.callback;

import io.vestnik.alert.Alert;
import io.vestnik.alert.DeadLetterAlarm;
import io.vestnik.node.Node;
import io.vestnik.queue.Leases;
import io.vestnik.settings.AlertSettings;
import io.vestnik.settings.VestnikSettings;
import java.net.InetAddress;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts of callbacks; needs a {@link CallbackRows} and a {@link WebhookSignature}. */
@Configuration(proxyBeanMethods = false)
class CallbackConfiguration {

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
    CallbackResults callbackResults(CallbackRows rows, DeadLetterAlarm deadLetters) {
        return new CallbackResults(rows, deadLetters);
    }

    @Bean(destroyMethod = "close")
    CallbackSender callbackSender(
            VestnikSettings settings,
            WebhookSignature signature,
            CallbackResults callbackResults) {
        Predicate<InetAddress> allowed =
                settings.callbacks().allowPrivateAddresses() ? address -> true : AddressGuard::allows;
        CheckedNames names = new CheckedNames(InetAddress::getAllByName, allowed);
        CallbackClient client = new CallbackClient(names, CallbackSender.MOST_IN_FLIGHT, CallbackClient.DEADLINE);
        return new CallbackSender(client, signature, callbackResults, Clock.systemUTC());
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
}
