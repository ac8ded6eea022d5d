package io.vestnik.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The C gateway and the hub in turns, so that whatever else the machine does meets both. */
final class KannelPart {

    private KannelPart() {}

    static void run(Options options, Report report) throws IOException, InterruptedException {
        if (!Kannel.installed()) {
            report.say("Kannel is not installed: there is no bearerbox");
            return;
        }
        try (Rig rig = new Rig("kannel", options, report).start(); Kannel kannel = new Kannel(rig)) {
            rig.warm();
            kannel.window("Kannel's warm-up", options.count() / 2);
            List<Window> theirs = new ArrayList<>();
            List<Window> ours = new ArrayList<>();
            for (int i = 1; i <= options.windows(); i++) {
                theirs.add(kannel.window("Kannel " + i, options.count()));
                ours.add(rig.window("Vestnik " + i, rig.rest(), options.connections(), options.count()));
            }
            row(report, "end to end, messages a second", theirs, ours, Window::rate);
            row(report, "accepts a second", theirs, ours, Window::accepts);
            row(report, "answer p99, ms", theirs, ours, w -> w.outcome().toAnswer().p99());
            row(report, "CPU µs a message, all", theirs, ours, w -> Usage.micros(w.usage().all(), w.count()));
            Tally.Outcome theirLatency = kannel.latency(options.scaled(LatencyPart.COUNT));
            Tally.Outcome ourLatency = LatencyPart.measure(rig, options.scaled(LatencyPart.COUNT));
            latency(report, "request → submit", theirLatency.toSubmit(), ourLatency.toSubmit());
            latency(report, "request → callback", theirLatency.toCallback(), ourLatency.toCallback());
            report.row("memory, MiB (PostgreSQL apart)", Long.toString(kannel.memory()),
                    Processes.memory(rig.hub.pid()) + " (" + Processes.memoryOfTree(rig.hub.postgres()) + ")", "under 1,024");
        }
    }

    /** The ratio is the median of the pairs'. */
    private static void row(
            Report report, String figure, List<Window> theirs, List<Window> ours, ToDoubleFunction<Window> value) {
        double[] ratios = new double[ours.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = value.applyAsDouble(ours.get(i)) / value.applyAsDouble(theirs.get(i));
        }
        double ratio = Window.middle(ratios);
        report.say("%s: Kannel %s, Vestnik %s, ratio %.2f", figure, Window.median(theirs, value), Window.median(ours, value), ratio);
        report.row(figure, Window.median(theirs, value), Window.median(ours, value) + String.format(", ratio %.2f", ratio),
                figure.startsWith("end to end") ? "ratio 1.0, goal 2.0" : "");
    }

    private static void latency(Report report, String what, Times theirs, Times ours) {
        report.row(what + " at 100 a second, p50 / p99 ms", LatencyPart.pair(theirs),
                LatencyPart.pair(ours) + String.format(", ratio %.2f / %.2f", ours.p50() / theirs.p50(), ours.p99() / theirs.p99()),
                what.endsWith("submit") ? "at most 0.20 / 0.33" : "");
    }
}
