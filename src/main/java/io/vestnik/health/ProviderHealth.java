package io.vestnik.health;

import io.vestnik.alert.Alert;
import io.vestnik.alert.Alerts;
import io.vestnik.channel.Provider;
import io.vestnik.channel.ProviderCounts.Minute;
import io.vestnik.channel.Providers;
import io.vestnik.settings.HealthSettings;
import io.vestnik.settings.VestnikSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Looks how the providers do now and then; {@code routes/core/providers.camel.yaml} says how often. */
@Component("providerHealth")
public class ProviderHealth {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderHealth.class);
    private static final Duration KEPT = Duration.ofHours(1);
    /** A weight under it is an alert. */
    private static final int LOW = 50;
    private static final Set<String> SERVES = Set.of("usable", "throttled");

    private final Providers providers;
    private final HealthRows rows;
    private final Alerts alerts;
    private final Clock clock;
    private final HealthSettings limits;
    private final HealthRule rule;
    private volatile Map<String, ProviderReport> reports = Map.of();

    ProviderHealth(Providers providers, HealthRows rows, Alerts alerts, VestnikSettings settings, Clock clock) {
        this.providers = providers;
        this.rows = rows;
        this.alerts = alerts;
        this.clock = clock;
        this.limits = settings.health();
        this.rule = new HealthRule(limits);
    }

    /** As of the last look. */
    public ProviderReport of(Provider provider) {
        return reports.getOrDefault(provider.name(), ProviderReport.NONE);
    }

    /** Tells what this node counted, reads what all did, and gives each provider the share that its health leaves it. */
    public void look() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<Provider> configured =
                providers.all().stream().filter(provider -> provider.settings() != null).toList();
        tell(configured, now);
        Map<String, Weight> weights = rows.weights();
        Map<String, List<Minute>> minutes = rows.since(now.minus(KEPT));
        Map<String, ProviderReport> seen = new HashMap<>();
        configured.stream().collect(Collectors.groupingBy(Provider::channel)).values().forEach(channel -> {
            Map<Provider, Seen> bySight = channel.stream().collect(Collectors.toMap(provider -> provider, provider -> new Seen(
                    provider.name(),
                    minutes.getOrDefault(provider.name(), List.of()),
                    SERVES.contains(provider.condition().state()),
                    weights.getOrDefault(provider.name(), Weight.WHOLE))));
            Map<String, Weight> changes = rule.judge(List.copyOf(bySight.values()), now);
            bySight.forEach((provider, sight) -> {
                Weight to = changes.get(provider.name());
                boolean changed = to != null && rows.change(provider.name(), sight.weight(), to);
                if (changed) {
                    tell(provider, sight.weight(), to);
                }
                Weight weight = changed ? to : sight.weight(); // what another node has changed meanwhile is seen at the next look
                provider.weigh(weight.percent());
                seen.put(provider.name(), report(sight, weight, now));
            });
        });
        reports = Map.copyOf(seen);
    }

    private void tell(List<Provider> configured, Instant now) {
        Map<Provider, List<Minute>> counted = new HashMap<>();
        configured.forEach(provider -> counted.put(provider, provider.counts().drain(now)));
        try {
            rows.add(counted.entrySet().stream().collect(Collectors.toMap(of -> of.getKey().name(), Map.Entry::getValue)));
        } catch (RuntimeException e) {
            counted.forEach((provider, minutes) -> provider.counts().giveBack(minutes));
            throw e;
        }
    }

    private ProviderReport report(Seen sight, Weight weight, Instant now) {
        Seen.Sum all = sight.all();
        return new ProviderReport(
                weight.percent(),
                weight.isWhole() ? null : weight.reason(),
                new ProviderReport.LastHour(all.sent(), sight.settledInAll(limits.slow(), now).quickShare(), all.errors()),
                sight.settled(limits.slow(), now).quickShare(),
                sight.mostErrors(HealthRule.JUST_NOW, now));
    }

    /** By the node that changed it: once over all. */
    private void tell(Provider provider, Weight from, Weight to) {
        String what = "provider " + provider.name() + " of channel " + provider.channel() + " has " + to.percent()
                + " % of its share";
        if (from.percent() >= LOW && to.percent() < LOW) {
            String why = to.reason().equals(Weight.SLOW) ? "its messages are heard of too late" : "too many errors";
            alerts.raise(Alert.Kind.PROVIDER_WEIGHT, provider.toString(), what + ": " + why);
        } else if (from.percent() < LOW && to.percent() >= LOW) {
            alerts.resolve(Alert.Kind.PROVIDER_WEIGHT, provider.toString(), what + " again");
        } else {
            LOG.info("{} now, of {} %: {}", what, from.percent(), to.reason());
        }
    }
}
