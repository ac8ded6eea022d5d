package io.vestnik.platform.start;

import io.vestnik.channel.sms.SmppStatus;
import io.vestnik.platform.StartRefused;
import io.vestnik.settings.ProviderSettings;
import io.vestnik.settings.VestnikSettings;
import io.vestnik.smpp.CarrierAddress;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Providers that this version can't speak to are told of at the start: what seems sent must not end in the sandbox. */
@Component
class BuiltChannels {

    private static final Logger LOG = LoggerFactory.getLogger(BuiltChannels.class);

    BuiltChannels(VestnikSettings settings) {
        settings.channels().forEach((channel, configured) -> check("vestnik.channels." + channel, channel, configured.providers()));
    }

    private static void check(String key, String channel, List<ProviderSettings> providers) {
        for (int i = 0; i < providers.size(); i++) {
            String provider = key + ".providers[" + i + "]";
            if (!channel.equals("sms")) {
                LOG.warn("{}: providers of this channel are not built yet; messages for it are refused", provider);
                continue;
            }
            try {
                CarrierAddress.of(providers.get(i).uri());
                new SmppStatus(providers.get(i).codes());
            } catch (IllegalArgumentException e) {
                throw new StartRefused(provider + "." + e.getMessage());
            }
        }
    }
}
