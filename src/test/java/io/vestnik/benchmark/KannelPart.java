package io.vestnik.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The C gateway and the hub in turns, now one first and now the other, so that whatever else the machine does meets both. */
final class KannelPart {

    private static final int LATENCY_ROUNDS = 3;

    private interface Run<T> {

        T of(int round) throws IOException, InterruptedException;
    }

    /** What one and the other came to, round by round. */
    private record Pairs<T>(List<T> theirs, List<T> ours) {

        static <T> Pairs<T> run(int rounds, Run<T> theirs, Run<T> ours) throws IOException, InterruptedException {
            Pairs<T> pairs = new Pairs<>(new ArrayList<>(), new ArrayList<>());
            for (int i = 1; i <= rounds; i++) {
                if (i % 2 == 1) {
                    pairs.theirs.add(theirs.of(i));
                    pairs.ours.add(ours.of(i));
                } else {
                    pairs.ours.add(ours.of(i));
                    pairs.theirs.add(theirs.of(i));
                }
            }
            return pairs;
        }

        /** Median of the pairs' ratios, ours to theirs. */
        double ratio(ToDoubleFunction<T> figure) {
            double[] ratios = new double[ours.size()];
            for (int i = 0; i < ratios.length; i++) {
                ratios[i] = figure.applyAsDouble(ours.get(i)) / figure.applyAsDouble(theirs.get(i));
            }
            return Window.middle(ratios);
        }
    }

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
        String theirs = Window.median(windows.theirs(), value);
        String ours = Window.median(windows.ours(), value) + String.format(", ratio %.2f", windows.ratio(value));
        report.say("%s: Kannel %s, Vestnik %s", figure, theirs, ours);
        report.row(figure, theirs, ours, figure.startsWith("end to end") ? "ratio 1.0, goal 2.0" : "");
    }

    private static void latency(
            Report report, String what, Pairs<Tally.Outcome> pairs, ToDoubleFunction<Tally.Outcome> p50,
            ToDoubleFunction<Tally.Outcome> p99) {
        report.row(what + " at 100 a second, p50 / p99 ms, medians of " + LATENCY_ROUNDS,
                medians(pairs.theirs(), p50, p99),
                medians(pairs.ours(), p50, p99) + String.format(", ratio %.2f / %.2f", pairs.ratio(p50), pairs.ratio(p99)),
                what.endsWith("submit") ? "at most 0.20 / 0.33" : "");
    }

    private static String medians(
            List<Tally.Outcome> outcomes, ToDoubleFunction<Tally.Outcome> p50, ToDoubleFunction<Tally.Outcome> p99) {
        return String.format("%.1f / %.1f",
                Window.middle(outcomes.stream().mapToDouble(p50).toArray()),
                Window.middle(outcomes.stream().mapToDouble(p99).toArray()));
    }
}
