package io.vestnik.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counters of one name, each looked up in the registry once for its label values. */
final class Counters {

    private final String name;
    private final List<String> labels;
    private final Map<List<String>, Counter> known = new ConcurrentHashMap<>();

    Counters(String name, String... labels) {
        this.name = name;
        this.labels = List.of(labels);
    }

    /** @param values one a label, in their order; each of a small set: never an id, a code or an address */
    void add(int n, String... values) {
        of(List.of(values)).increment(n);
    }

    /** There from the start, at 0: an alarm on its rise would miss the first one otherwise. */
    Counters ready(String... values) {
        of(List.of(values));
        return this;
    }

    private Counter of(List<String> values) {
        Counter counter = known.get(values);
        return counter != null ? counter : known.computeIfAbsent(values, v -> Metrics.counter(name, tags(labels, v)));
    }

    static List<Tag> tags(List<String> labels, List<String> values) {
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            tags.add(Tag.of(labels.get(i), values.get(i)));
        }
        return tags;
    }
}
