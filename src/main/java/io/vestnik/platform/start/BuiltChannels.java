package io.vestnik.platform.start;

import io.vestnik.platform.StartRefused;
import io.vestnik.settings.VestnikSettings;
import org.springframework.stereotype.Component;

/** Providers of channels that this version can't speak yet stop the start: a message that seems sent must not end in the sandbox. */
@Component
class BuiltChannels {

    BuiltChannels(VestnikSettings settings) {
        settings.channels().forEach((channel, configured) -> {
            for (int i = 0; i < configured.providers().size(); i++) {
                String key = "vestnik.channels." + channel + ".providers[" + i + "]";
                if (!channel.equals("sms")) {
                    throw new StartRefused(key + ": providers of this channel are not built yet");
                }
                String scheme = configured.providers().get(i).uri().getScheme();
                if (scheme == null || !scheme.matches("smpps?")) {
                    throw new StartRefused(key + ".uri: must be smpp:// or smpps://");
                }
            }
        });
    }
}
