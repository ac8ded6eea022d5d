package io.vestnik.channel.http;

import io.vestnik.settings.ProviderSettings;
import io.vestnik.settings.PublicUrl;
import io.vestnik.settings.VestnikSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The webhooks of described providers, {@code /hooks/channels/PROVIDER}. */
@Component("webhooks")
public class Webhooks {

    private static final String FOLDER = "/hooks/channels/";

    private final VestnikSettings settings;
    private final HttpApis apis;
    private final PublicUrl publicUrl;
    private final Clock clock;

    Webhooks(VestnikSettings settings, HttpApis apis, PublicUrl publicUrl, Clock clock) {
        this.settings = settings;
        this.apis = apis;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /**
     * @param path of the URL, with the provider's name in it
     * @param query of the URL, encoded; null: none
     * @param headers in which the query's fields may be, too
     * @param body null: none
     */
    public Webhook enter(String path, String query, Map<String, Object> headers, byte[] body) {
        Instant now = clock.instant();
        String[] called = path.substring(path.indexOf(FOLDER) + FOLDER.length()).split("/", 2);
        for (Map.Entry<String, VestnikSettings.ChannelSettings> channel : settings.channels().entrySet()) {
            for (ProviderSettings provider : channel.getValue().providers()) {
                if (provider.name().equals(called[0])) {
                    WebhookSpec spec = apis.of(provider, channel.getKey()).map(HttpApi::webhook).orElse(null);
                    WebhookCall call = new WebhookCall(
                            provider,
                            publicUrl.base() + path + (query == null ? "" : "?" + query),
                            called.length > 1 ? called[1] : "",
                            Body.form(query == null ? "" : query),
                            lowered(headers),
                            body == null ? new byte[0] : body);
                    Told told = new Told(channel.getKey(), provider.name(), spec == null ? Map.of() : spec.states(), now);
                    return new Webhook(spec, call, told, now);
                }
            }
        }
        return new Webhook(null, null, null, now);
    }

    /** @throws io.vestnik.message.InvalidMessage when it is not what the description reads */
    public Told read(Webhook webhook) {
        return webhook.read();
    }

    /**
     * What a platform told when it was asked, as if it had called the webhook with it: nobody signed it.
     *
     * @throws io.vestnik.message.InvalidMessage when it is not what the description reads
     */
    public Told fetched(ProviderSettings provider, String channel, byte[] body) {
        Instant now = clock.instant();
        WebhookSpec spec = apis.of(provider, channel).map(HttpApi::webhook).orElseThrow();
        WebhookCall call = new WebhookCall(provider, "", "", Map.of(), Map.of(), body);
        return new Webhook(spec, call, new Told(channel, provider.name(), spec.states(), now), now).read();
    }

    private static Map<String, String> lowered(Map<String, Object> headers) {
        Map<String, String> lowered = new HashMap<>();
        headers.forEach((name, value) -> {
            if (value instanceof String || value instanceof List<?>) {
                Object one = value instanceof List<?> several && !several.isEmpty() ? several.get(0) : value;
                lowered.put(name.toLowerCase(Locale.ROOT), one.toString());
            }
        });
        return lowered;
    }
}
