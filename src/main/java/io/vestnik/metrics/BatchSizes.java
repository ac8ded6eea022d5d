package io.vestnik.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Metrics;

/** How many go together in one commit, one claim, one JMS transaction: what makes the hub fast. */
public final class BatchSizes {

    private final DistributionSummary sizes;

    /** @param batch what is gathered: {@code accept}, {@code settlement}, {@code claim}, a queue's name */
    public BatchSizes(String batch) {
        sizes = DistributionSummary.builder("vestnik.batch.size")
                .tag("batch", batch)
                .serviceLevelObjectives(1, 5, 20, 50, 100, 200, 500)
                .register(Metrics.globalRegistry);
    }

    public void record(int size) {
        sizes.record(size);
    }
}
