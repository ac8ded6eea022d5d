package io.vestnik.platform.start;

import io.vestnik.channel.email.RelayAddress;
import io.vestnik.channel.sms.SmppStatus;
import io.vestnik.channel.telegram.BotAddress;
import io.vestnik.platform.StartRefused;
import io.vestnik.settings.ProviderSettings;
import io.vestnik.settings.VestnikSettings;
import io.vestnik.smpp.CarrierAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Providers are checked at the start; one that this version can't speak to is told of: what seems sent must not end in the sandbox. */
@Component
class BuiltChannels {

    private static final Logger LOG = LoggerFactory.getLogger(BuiltChannels.class);

    BuiltChannels(VestnikSettings settings) {
        settings.channels().forEach((channel, configured) -> check("vestnik.channels." + channel, channel, configured.providers()));
    }

    private static void check(String key, String channel, List<ProviderSettings> providers) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < providers.size(); i++) {
            String provider = key + ".providers[" + i + "]";
            try {
                check(provider, channel, providers.get(i));
            } catch (IllegalArgumentException e) {
                throw new StartRefused(provider + "." + e.getMessage());
            }
            if (!names.add(providers.get(i).name())) {
                throw new StartRefused(provider + ".name: is another provider's of this channel");
            }
        }
    }

    private static void check(String key, String channel, ProviderSettings provider) {
        switch (channel) {
            case "sms" -> {
                CarrierAddress.of(provider.uri());
                new SmppStatus(provider.codes());
            }
            case "email" -> RelayAddress.of(provider);
            case "telegram" -> BotAddress.of(provider);
            default -> LOG.warn("{}: providers of this channel are not built yet; unless a route of yours speaks to it, messages"
                    + " for it are refused", key);
        }
    }
}
