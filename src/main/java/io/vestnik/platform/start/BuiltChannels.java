package io.vestnik.platform.start;

import io.vestnik.channel.sms.SmppStatus;
import io.vestnik.platform.StartRefused;
import io.vestnik.settings.ProviderSettings;
import io.vestnik.settings.VestnikSettings;
import io.vestnik.smpp.CarrierAddress;
import java.util.List;
import org.springframework.stereotype.Component;

/** Providers that this version can't speak to stop the start: what seems sent must not end in the sandbox. */
@Component
class BuiltChannels {

    BuiltChannels(VestnikSettings settings) {
        settings.channels().forEach((channel, configured) -> check("vestnik.channels." + channel, channel, configured.providers()));
    }

    private static void check(String key, String channel, List<ProviderSettings> providers) {
        for (int i = 0; i < providers.size(); i++) {
            String provider = key + ".providers[" + i + "]";
            if (!channel.equals("sms")) {
                throw new StartRefused(provider + ": providers of this channel are not built yet");
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
