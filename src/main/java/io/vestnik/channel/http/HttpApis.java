package io.vestnik.channel.http;

import io.vestnik.channel.ChannelTraits;
import io.vestnik.settings.ProviderSettings;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Dropped at the merge. */
@Component("httpApis")
public class HttpApis {

    private volatile Map<String, HttpApi> inForce = Map.of();

    public HttpApis(ChannelTraits traits) {}

    public void publish(Map<String, HttpApi> apis) {
        inForce = Map.copyOf(apis);
    }

    public Optional<HttpApi> of(ProviderSettings settings, String channel) {
        return settings.api() == null ? ofChannel(channel) : Optional.ofNullable(inForce.get(settings.api()));
    }

    public Optional<HttpApi> ofChannel(String channel) {
        return inForce.values().stream().filter(api -> channel.equals(api.channel())).findFirst();
    }
}
