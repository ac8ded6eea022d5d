package io.vestnik.route;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.stereotype.Component;

/** What went through each route since this process started, also over its changes. A batch counts as one. */
@Component
public class RouteCounts {

    private static final Count NONE = new Count();

    private static final class Count {
        private final LongAdder total = new LongAdder();
        private final LongAdder failed = new LongAdder();
    }

    private final Map<String, Count> byRoute = new ConcurrentHashMap<>();

    public void done(String routeId, boolean failed) {
        Count count = byRoute.computeIfAbsent(routeId, id -> new Count());
        count.total.increment();
        if (failed) {
            count.failed.increment();
        }
    }

    public long total(String routeId) {
        return byRoute.getOrDefault(routeId, NONE).total.sum();
    }

    public long failed(String routeId) {
        return byRoute.getOrDefault(routeId, NONE).failed.sum();
    }
}
