package io.vestnik.ingress.rest;

import io.vestnik.channel.EgressRoutes;
import io.vestnik.channel.Provider;
import io.vestnik.channel.ProviderCondition;
import io.vestnik.channel.Providers;
import io.vestnik.health.ProviderHealth;
import io.vestnik.health.ProviderReport;
import io.vestnik.node.Node;
import io.vestnik.settings.ProviderSettings;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The providers, how each stands here and how it does everywhere, for operators. */
@Component
public class ProvidersDoor {

    private final Providers providers;
    private final EgressRoutes channels;
    private final ProviderHealth health;
    private final Node node;

    ProvidersDoor(Providers providers, EgressRoutes channels, ProviderHealth health, Node node) {
        this.providers = providers;
        this.channels = channels;
        this.health = health;
        this.node = node;
    }

    /** @param node whose view it is where a value is of one node */
    private record Listed(String node, List<Shown> providers) {}

    /** What is null is of no provider that is configured, or was not counted yet. */
    private record Shown(
            String node,
            String channel,
            String name,
            String kind,
            String state,
            String circuit,
            long throttledForMs,
            int sessions,
            int window,
            int inFlight,
            Integer rate,
            Integer share,
            int weight,
            String weightReason,
            BigDecimal price,
            ProviderReport.LastHour lastHour) {}

    public Answer list(Call call) {
        return Answer.json(200, new Listed(node.id(), all().map(this::shown).toList()));
    }

    /** Of the sandbox there is one for each channel: it is in the list alone. */
    public Answer get(Call call) {
        return all().filter(provider -> provider.settings() != null && provider.name().equals(call.name(0)))
                .findFirst()
                .map(provider -> Answer.json(200, shown(provider)))
                .orElseThrow(() -> Refusal.of(404, "There is no such provider"));
    }

    private Stream<Provider> all() {
        return channels.channels().stream().flatMap(channel -> providers.of(channel).stream());
    }

    private Shown shown(Provider provider) {
        ProviderCondition now = provider.condition();
        ProviderReport report = health.of(provider);
        ProviderSettings settings = provider.settings();
        return new Shown(
                node.id(), now.channel(), now.name(), kind(settings), now.state(), now.circuit(), now.throttledFor(), now.sessions(),
                now.window(), now.inFlight(), settings == null ? null : settings.rate(), settings == null ? null : settings.share(),
                report.weight(), report.weightReason(), settings == null ? null : settings.price(), report.lastHour());
    }

    private static String kind(ProviderSettings settings) {
        if (settings == null) {
            return "sandbox";
        }
        String scheme = String.valueOf(settings.uri().getScheme());
        return scheme.matches("smpps?") ? "smpp" : scheme.matches("smtps?") ? "smtp" : "http";
    }
}
