package io.vestnik.platform.start;

import io.vestnik.channel.email.RelayAddress;
import io.vestnik.channel.http.HttpAddress;
import io.vestnik.channel.sms.SmppStatus;
import io.vestnik.channel.telegram.BotAddress;
import io.vestnik.platform.StartRefused;
import io.vestnik.settings.ProviderSettings;
import io.vestnik.settings.VestnikSettings;
import io.vestnik.smpp.CarrierAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Providers are checked at the start; one that no route speaks to is told of: what seems sent must not end in the sandbox. */
@Component
class BuiltChannels {

    private static final Logger LOG = LoggerFactory.getLogger(BuiltChannels.class);

    private final VestnikSettings settings;
    private final ObjectProvider<Predicate<String>> channelKnown; // late: `check` judges settings and makes nothing else

    BuiltChannels(VestnikSettings settings, ObjectProvider<Predicate<String>> channelKnown) {
        this.settings = settings;
        this.channelKnown = channelKnown;
        Set<String> names = new HashSet<>(); // of all channels: receipts, metrics and kill switches know a provider by its name
        settings.channels().forEach((channel, configured) ->
                check("vestnik.channels." + channel, channel, configured.providers(), names));
    }

    /** When the routes are there. */
    @EventListener(ApplicationReadyEvent.class)
    void tell() {
        settings.channels().forEach((channel, configured) -> {
            if (!configured.providers().isEmpty() && !channelKnown.getObject().test(channel)) {
                LOG.warn("vestnik.channels.{}: no route speaks to its providers; messages for it are refused", channel);
            }
        });
        settings.accounts().forEach(account -> account.caps().forEach((messageClass, caps) -> caps.channels().keySet().forEach(channel -> {
            if (!channelKnown.getObject().test(channel)) {
                LOG.warn("account {}: caps.{}.channels.{} holds nothing: no route speaks that channel", account.id(), messageClass, channel);
            }
        })));
    }

    private static void check(String key, String channel, List<ProviderSettings> providers, Set<String> names) {
        for (int i = 0; i < providers.size(); i++) {
            String provider = key + ".providers[" + i + "]";
            try {
                check(channel, providers.get(i));
            } catch (IllegalArgumentException e) {
                throw new StartRefused(provider + "." + e.getMessage());
            }
            if (!names.add(providers.get(i).name())) {
                throw new StartRefused(provider + ".name: is another provider's");
            }
        }
    }

    private static void check(String channel, ProviderSettings provider) {
        if (provider.api() != null) {
            HttpAddress.check(provider.uri()); // what else its description needs is asked when that is loaded
            return;
        }
        switch (channel) {
            case "sms" -> {
                CarrierAddress.of(provider.uri());
                new SmppStatus(provider.codes());
            }
            case "email" -> RelayAddress.of(provider);
            case "telegram" -> BotAddress.of(provider);
            default -> {} // what its route needs, the route knows
        }
    }
}
