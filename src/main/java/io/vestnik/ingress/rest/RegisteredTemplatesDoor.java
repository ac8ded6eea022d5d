package io.vestnik.ingress.rest;

import io.vestnik.channel.EgressRoutes;
import io.vestnik.channel.Provider;
import io.vestnik.channel.Providers;
import io.vestnik.channel.TemplateNews;
import io.vestnik.channel.http.RegisteredTemplates;
import java.util.List;
import org.springframework.stereotype.Component;

/** Which templates a channel's platform has, and which of them it lets through. */
@Component
public class RegisteredTemplatesDoor {

    private final RegisteredTemplates templates;
    private final Providers providers;
    private final EgressRoutes channels;

    RegisteredTemplatesDoor(RegisteredTemplates templates, Providers providers, EgressRoutes channels) {
        this.templates = templates;
        this.providers = providers;
        this.channels = channels;
    }

    private record Listed(List<TemplateNews> templates) {}

    public Answer list(Call call) {
        String channel = call.name(1); // …/channels/NAME/templates
        if (!channels.channels().contains(channel)) {
            throw Refusal.notFound("channel");
        }
        List<String> names = providers.of(channel).stream().map(Provider::name).toList();
        return Answer.json(200, new Listed(templates.of(names)));
    }
}
