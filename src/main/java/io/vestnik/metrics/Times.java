package io.vestnik.metrics;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Histograms of one name, each looked up in the registry once for its label values. */
final class Times {

    /** From "at once" to what a waiting recipient, and then a day's campaign, still counts as well. */
    private static final Duration[] BUCKETS = Stream.of(
                    "PT0.01S", "PT0.05S", "PT0.1S", "PT0.25S", "PT0.5S", "PT1S", "PT2S", "PT5S", "PT10S", "PT30S", "PT1M",
                    "PT5M", "PT15M", "PT1H")
            .map(Duration::parse)
            .toArray(Duration[]::new);

    private final String name;
    private final List<String> labels;
    private final Map<List<String>, Timer> known = new ConcurrentHashMap<>();

    Times(String name, String... labels) {
        this.name = name;
        this.labels = List.of(labels);
    }

    /** @param time below 0 (nodes' clocks differ): 0 */
    void record(Duration time, String... values) {
        List<String> key = List.of(values);
        Timer timer = known.get(key);
        (timer != null ? timer : known.computeIfAbsent(key, this::timer)).record(time.isNegative() ? Duration.ZERO : time);
    }

    private Timer timer(List<String> values) {
        return Timer.builder(name)
                .tags(Counters.tags(labels, values))
                .serviceLevelObjectives(BUCKETS)
                .register(Metrics.globalRegistry);
    }
}
