package io.vestnik.channel.http;

import io.vestnik.channel.ChannelTraits;
import io.vestnik.channel.Traits;
import io.vestnik.settings.ProviderSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** The descriptions that are in force. */
@Component("httpApis")
public class HttpApis {

    private final ChannelTraits traits;
    private volatile InForce inForce = new InForce(Map.of(), Map.of());

    private record InForce(Map<String, HttpApi> byName, Map<String, HttpApi> byChannel) {}

    public HttpApis(ChannelTraits traits) {
        this.traits = traits;
    }

    /** All of them, by name, in place of those before; what is on the wire is read by those it began with. */
    public void publish(Map<String, HttpApi> described) {
        Map<String, HttpApi> byChannel = new LinkedHashMap<>();
        Map<String, Traits> known = new LinkedHashMap<>();
        new TreeMap<>(described).values().stream().filter(api -> api.channel() != null).forEach(api -> {
            byChannel.putIfAbsent(api.channel(), api);
            known.putIfAbsent(api.channel(), api.traits());
        });
        inForce = new InForce(Map.copyOf(described), Map.copyOf(byChannel));
        traits.publish(known);
    }

    /** The description that a provider of a channel speaks: its {@code api}, else the channel's own; empty: none. */
    public Optional<HttpApi> of(ProviderSettings settings, String channel) {
        InForce now = inForce;
        return Optional.ofNullable(settings.api() == null ? now.byChannel.get(channel) : now.byName.get(settings.api()));
    }

    /** The description that makes a channel; empty: none does. */
    public Optional<HttpApi> ofChannel(String channel) {
        return Optional.ofNullable(inForce.byChannel.get(channel));
    }

    /**
     * The deep link by which a person begins a chat with this provider of a channel.
     *
     * @param token 1 to 64 of A-Z, a-z, 0-9, _ and -: comes back with the person
     * @return empty: the channel has no such links, or the settings lack what they are made of
     */
    public Optional<String> startLink(ProviderSettings settings, String channel, String token) {
        return of(settings, channel).map(HttpApi::start).map(start -> {
            try {
                return start.fillUrl(name -> name.equals("start") ? token : MessageView.setting(settings, name));
            } catch (Template.Missing e) {
                return null;
            }
        });
    }
}
