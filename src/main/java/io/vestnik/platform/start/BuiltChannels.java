package io.vestnik.platform.start;

import io.vestnik.channel.sms.SmppStatus;
import io.vestnik.platform.StartRefused;
import io.vestnik.settings.ProviderSettings;
import io.vestnik.settings.VestnikSettings;
import io.vestnik.smpp.CarrierAddress;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Providers that no route speaks to are told of at the start: what seems sent must not end in the sandbox. */
@Component
class BuiltChannels {

    private static final Logger LOG = LoggerFactory.getLogger(BuiltChannels.class);

    private final VestnikSettings settings;
    private final Predicate<String> channelKnown;

    BuiltChannels(VestnikSettings settings, Predicate<String> channelKnown) {
        this.settings = settings;
        this.channelKnown = channelKnown;
        settings.channels().forEach((channel, configured) -> {
            if (channel.equals("sms")) {
                check("vestnik.channels.sms", configured.providers());
            }
        });
    }

    /** When the routes are there. */
    @EventListener(ApplicationReadyEvent.class)
    void tell() {
        settings.channels().forEach((channel, configured) -> {
            if (!configured.providers().isEmpty() && !channelKnown.test(channel)) {
                LOG.warn("vestnik.channels.{}: no route speaks to its providers; messages for it are refused", channel);
            }
        });
    }

    private static void check(String key, List<ProviderSettings> providers) {
        for (int i = 0; i < providers.size(); i++) {
            String provider = key + ".providers[" + i + "]";
            try {
                CarrierAddress.of(providers.get(i).uri());
                new SmppStatus(providers.get(i).codes());
            } catch (IllegalArgumentException e) {
                throw new StartRefused(provider + "." + e.getMessage());
            }
        }
    }
}
