package io.vestnik.benchmark;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The same with ever more messages stored; what is measured is stored too, so that a small store is made anew between. */
final class GrowthPart {

    private static final double MOST = 1.5; // times what should be stored before a window

    private final Rig rig;
    private long emptied;

    private GrowthPart(Rig rig) {
        this.rig = rig;
    }

    static void run(Options options, Report report) throws IOException, InterruptedException, SQLException {
        try (Rig rig = new Rig("growth", options, report).start()) {
            rig.warm();
            GrowthPart part = new GrowthPart(rig);
            part.empty();
            for (int stored : new int[] {10_000, 100_000, 1_000_000}) {
                part.measure(options.scaled(stored));
            }
            rig.reckon();
        }
    }

    private void measure(int stored) throws IOException, InterruptedException, SQLException {
        Options options = rig.options;
        String name = String.format("with %,d stored before", stored);
        List<Window> windows = new ArrayList<>();
        for (int i = 1; i <= options.windows(); i++) {
            fill(stored);
            windows.add(rig.window(name + " " + i, rig.rest(), options.connections(), options.count() / 2));
        }
        fill(stored);
        Tally.Outcome latency = LatencyPart.measure(rig, options.scaled(LatencyPart.COUNT / 2));
        rig.report.row(name + ": messages a second; request → submit p50 / p99 ms",
                Window.median(windows, Window::rate) + "; " + LatencyPart.pair(latency.toSubmit()), "flat");
    }

    private void fill(int wanted) throws IOException, InterruptedException, SQLException {
        if (stored() > MOST * wanted) {
            empty();
        }
        if (stored() < wanted) {
            rig.window("filling", rig.batch(), 2, (int) (wanted - stored()));
        }
        rig.report.say("%,d stored", stored());
    }

    private void empty() throws IOException, InterruptedException, SQLException {
        rig.awaitQuiet();
        rig.hub.empty();
        emptied = rig.counts().accepted();
    }

    private long stored() {
        return rig.counts().accepted() - emptied;
    }
}
