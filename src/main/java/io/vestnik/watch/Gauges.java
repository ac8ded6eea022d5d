package io.vestnik.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.vestnik.callback.CallbackSender;
import io.vestnik.channel.Provider;
import io.vestnik.channel.Providers;
import io.vestnik.health.ProviderHealth;
import io.vestnik.queue.Leases;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** What can be read at any time: depths and ages as of the last look, providers as they are when somebody asks. */
@Component
class Gauges {

    private final MeterRegistry registry;
    private final Providers providers;
    private final ProviderHealth health;
    private final Map<String, MultiGauge> gauges = new HashMap<>();
    private final Map<String, Set<Tags>> shown = new HashMap<>();
    private final Set<Provider> known = new HashSet<>();
    private volatile WaitingRows.Callbacks callbacks = new WaitingRows.Callbacks(0, Duration.ZERO);

    Gauges(MeterRegistry registry, Providers providers, ProviderHealth health, CallbackSender callbackSender) {
        this.registry = registry;
        this.providers = providers;
        this.health = health;
        Gauge.builder("vestnik.callbacks.waiting", this, g -> g.callbacks.rows()).register(registry);
        Gauge.builder("vestnik.callbacks.overdue.seconds", this, g -> seconds(g.callbacks.overdue())).register(registry);
        Gauge.builder("vestnik.callbacks.targets.parked", callbackSender, CallbackSender::parkedTargets).register(registry);
    }

    /** Used by one thread: the clock's. */
    void show(Sight sight) {
        callbacks = sight.callbacks();
        show("vestnik.waiting.rows", sight.lanes(), Gauges::tags, WaitingRows.Lane::rows);
        show("vestnik.waiting.overdue.seconds", sight.lanes(), Gauges::tags, lane -> seconds(lane.overdue()));
        show("vestnik.queue.depth", sight.standing(), Gauges::tags, Leases.Standing::depth);
        show("vestnik.queue.oldest.seconds", sight.standing(), Gauges::tags, queue -> seconds(queue.oldest()));
        providers.all().stream().filter(known::add).forEach(this::show);
    }

    /** What was there once and is no more is 0: a line that ends tells nothing. */
    private <T> void show(String name, List<T> seen, Function<T, Tags> tags, ToDoubleFunction<T> value) {
        Map<Tags, Double> values = new HashMap<>();
        shown.computeIfAbsent(name, n -> new HashSet<>()).forEach(once -> values.put(once, 0.0));
        seen.forEach(one -> values.put(tags.apply(one), value.applyAsDouble(one)));
        shown.get(name).addAll(values.keySet());
        gauges.computeIfAbsent(name, n -> MultiGauge.builder(n).register(registry))
                .register(values.entrySet().stream().map(row -> Row.of(row.getKey(), row.getValue())).toList(), true);
    }

    private void show(Provider provider) {
        show("vestnik.window.slots", provider, Provider::window);
        show("vestnik.window.used", provider, Provider::inFlight);
        show("vestnik.provider.usable", provider, p -> p.usable() ? 1 : 0);
        show("vestnik.provider.sessions", provider, p -> p.condition().sessions());
        show("vestnik.provider.circuit.open", provider, p -> p.condition().isCircuitOpen() ? 1 : 0);
        show("vestnik.provider.throttled", provider, p -> p.condition().throttledFor() > 0 ? 1 : 0);
        if (provider.settings() != null) {
            showHealth(provider);
        }
    }

    private void showHealth(Provider provider) {
        show("vestnik.provider.weight", provider, Provider::weight);
        show("vestnik.provider.errors", provider, p -> health.of(p).errors());
        show("vestnik.provider.quick.share", provider, p -> {
            Double share = health.of(p).quickShare();
            return share == null ? Double.NaN : share;
        });
    }

    private void show(String name, Provider provider, ToDoubleFunction<Provider> value) {
        Gauge.builder(name, provider, value)
                .tags("channel", provider.channel(), "provider", provider.name())
                .register(registry);
    }

    private static Tags tags(WaitingRows.Lane lane) {
        return Tags.of("class", lane.messageClass().toString(), "channel", lane.channel(), "status", lane.status());
    }

    private static Tags tags(Leases.Standing queue) {
        return Tags.of("class", queue.messageClass().toString(), "queue", queue.queue());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
