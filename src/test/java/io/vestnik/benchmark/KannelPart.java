package io.vestnik.benchmark;

import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The C gateway and the hub in turns. */
final class KannelPart {

    private static final int LATENCY_ROUNDS = 3;

    private KannelPart() {}

    static void run(Options options, Report report) throws IOException, InterruptedException {
        if (!Kannel.installed()) {
            report.say("Kannel is not installed: there is no bearerbox");
            return;
        }
        try (Rig rig = new Rig("kannel", options, report).start(); Kannel kannel = new Kannel(rig)) {
            rig.warm();
            kannel.window("Kannel's warm-up", options.count() / 2);
            Pairs<Window> windows = Pairs.run(options.windows(),
                    i -> kannel.window("Kannel " + i, options.count()),
                    i -> {
                        kannel.awaitQuiet();
                        return rig.window("Vestnik " + i, rig.rest(), options.connections(), options.count());
                    });
            row(report, "end to end, messages a second", windows, Window::rate);
            row(report, "accepts a second", windows, Window::accepts);
            row(report, "answer p99, ms", windows, w -> w.outcome().toAnswer().p99());
            row(report, "CPU µs a message, all", windows, w -> Usage.micros(w.usage().all(), w.count()));
            int count = options.scaled(LatencyPart.COUNT);
            Pairs<Tally.Outcome> latencies = Pairs.run(LATENCY_ROUNDS, i -> kannel.latency(count), i -> {
                kannel.awaitQuiet();
                return LatencyPart.measure(rig, count);
            });
            latency(report, "request → submit", latencies, o -> o.toSubmit().p50(), o -> o.toSubmit().p99());
            latency(report, "request → callback", latencies, o -> o.toCallback().p50(), o -> o.toCallback().p99());
            report.row("memory, MiB (PostgreSQL apart)", Long.toString(kannel.memory()),
                    Processes.memory(rig.hub.pid()) + " (" + Processes.memoryOfTree(rig.hub.postgres()) + ")", "under 1,024");
            rig.reckon();
        }
    }

    private static void row(Report report, String figure, Pairs<Window> windows, ToDoubleFunction<Window> value) {
        String theirs = Window.median(windows.first(), value);
        String ours = Window.median(windows.second(), value) + String.format(", ratio %.2f", windows.ratio(value));
        report.say("%s: Kannel %s, Vestnik %s", figure, theirs, ours);
        report.row(figure, theirs, ours, figure.startsWith("end to end") ? "ratio 1.0, goal 2.0" : "");
    }

    private static void latency(
            Report report, String what, Pairs<Tally.Outcome> pairs, ToDoubleFunction<Tally.Outcome> p50,
            ToDoubleFunction<Tally.Outcome> p99) {
        report.row(what + " at 100 a second, p50 / p99 ms, medians of " + LATENCY_ROUNDS,
                medians(pairs.first(), p50, p99),
                medians(pairs.second(), p50, p99) + String.format(", ratio %.2f / %.2f", pairs.ratio(p50), pairs.ratio(p99)),
                what.endsWith("submit") ? "at most 0.20 / 0.33" : "");
    }

    private static String medians(
            List<Tally.Outcome> outcomes, ToDoubleFunction<Tally.Outcome> p50, ToDoubleFunction<Tally.Outcome> p99) {
        return String.format("%.1f / %.1f",
                Window.middle(outcomes.stream().mapToDouble(p50).toArray()),
                Window.middle(outcomes.stream().mapToDouble(p99).toArray()));
    }
}
