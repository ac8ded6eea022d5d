package io.vestnik.benchmark;

import java.io.IOException;
import java.util.List;

/** The same with ever more messages stored. */
final class GrowthPart {

    private GrowthPart() {}

    static void run(Options options, Report report) throws IOException, InterruptedException {
        try (Rig rig = new Rig("growth", options, report).start()) {
            rig.warm();
            for (int stored : new int[] {10_000, 100_000, 1_000_000}) {
                int missing = options.scaled(stored) - (int) rig.counts().accepted();
                if (missing > 0) {
                    rig.window("filling", rig.batch(), 2, missing);
                }
                String name = String.format("with %,d stored", rig.counts().accepted());
                List<Window> windows = RatePart.windows(rig, name, rig.rest(), options.connections(), options.count() / 2);
                Tally.Outcome latency = LatencyPart.measure(rig, options.scaled(LatencyPart.COUNT / 2));
                report.row(name + ": messages a second; request → submit p50 / p99 ms",
                        Window.median(windows, Window::rate) + "; " + LatencyPart.pair(latency.toSubmit()), "flat");
            }
        }
    }
}
