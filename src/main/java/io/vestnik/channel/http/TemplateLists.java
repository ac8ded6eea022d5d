package io.vestnik.channel.http;

import io.vestnik.settings.ProviderSettings;
import io.vestnik.settings.VestnikSettings;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Which platforms can be asked for the templates that are registered with them. */
@Component("templateLists")
public class TemplateLists {

    private final VestnikSettings settings;
    private final HttpApis apis;
    private final Clock clock;

    TemplateLists(VestnikSettings settings, HttpApis apis, Clock clock) {
        this.settings = settings;
        this.apis = apis;
        this.clock = clock;
    }

    /** One for each provider whose description says how; a provider that lacks a setting for it is left out. */
    public List<TemplateList> all() {
        return settings.channels().entrySet().stream()
                .flatMap(channel -> channel.getValue().providers().stream().flatMap(provider -> of(provider, channel.getKey())))
                .toList();
    }

    /** @param body null: none */
    public void hear(TemplateList list, int status, byte[] body) {
        list.hear(status, body);
    }

    private Stream<TemplateList> of(ProviderSettings provider, String channel) {
        return apis.of(provider, channel).map(HttpApi::templates).stream().flatMap(spec -> {
            try {
                return Stream.of(new TemplateList(spec, provider, clock.instant()));
            } catch (Template.Missing e) {
                return Stream.empty();
            }
        });
    }
}
