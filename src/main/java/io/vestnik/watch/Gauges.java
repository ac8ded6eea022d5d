package io.vestnik.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.vestnik.callback.CallbackSender;
import io.vestnik.channel.Provider;
import io.vestnik.channel.Providers;
import io.vestnik.queue.Leases;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** What can be read at any time: depths and ages as of the last look, providers as they are when somebody asks. */
@Component
class Gauges {

    private final MeterRegistry registry;
    private final Providers providers;
    private final MultiGauge rows;
    private final MultiGauge overdue;
    private final MultiGauge depth;
    private final MultiGauge oldest;
    private volatile WaitingRows.Callbacks callbacks = new WaitingRows.Callbacks(0, Duration.ZERO);

    Gauges(MeterRegistry registry, Providers providers, CallbackSender callbackSender) {
        this.registry = registry;
        this.providers = providers;
        rows = MultiGauge.builder("vestnik.waiting.rows").register(registry);
        overdue = MultiGauge.builder("vestnik.waiting.overdue.seconds").register(registry);
        depth = MultiGauge.builder("vestnik.queue.depth").register(registry);
        oldest = MultiGauge.builder("vestnik.queue.oldest.seconds").register(registry);
        Gauge.builder("vestnik.callbacks.waiting", this, g -> g.callbacks.rows()).register(registry);
        Gauge.builder("vestnik.callbacks.overdue.seconds", this, g -> seconds(g.callbacks.overdue())).register(registry);
        Gauge.builder("vestnik.callbacks.targets.parked", callbackSender, CallbackSender::parkedTargets).register(registry);
    }

    void show(Sight sight) {
        callbacks = sight.callbacks();
        show(rows, sight.lanes(), Gauges::tags, WaitingRows.Lane::rows);
        show(overdue, sight.lanes(), Gauges::tags, lane -> seconds(lane.overdue()));
        show(depth, sight.standing(), Gauges::tags, Leases.Standing::depth);
        show(oldest, sight.standing(), Gauges::tags, queue -> seconds(queue.oldest()));
        providers.all().forEach(this::show);
    }

    private static <T> void show(MultiGauge gauge, List<T> seen, Function<T, Tags> tags, ToDoubleFunction<T> value) {
        gauge.register(seen.stream().map(one -> Row.of(tags.apply(one), value.applyAsDouble(one))).toList(), true);
    }

    private void show(Provider provider) {
        gauge("vestnik.window.slots", provider, Provider::window);
        gauge("vestnik.window.used", provider, Provider::inFlight);
        gauge("vestnik.provider.usable", provider, p -> p.usable() ? 1 : 0);
        gauge("vestnik.provider.sessions", provider, Provider::sessions);
        gauge("vestnik.provider.circuit.open", provider, p -> p.circuitOpen() ? 1 : 0);
        gauge("vestnik.provider.throttled", provider, p -> p.paused() ? 1 : 0);
    }

    /** Once: asked for again, the registry answers the one that it has. */
    private void gauge(String name, Provider provider, ToDoubleFunction<Provider> value) {
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
