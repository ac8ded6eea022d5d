package io.vestnik.benchmark;

import java.io.IOException;

/** How long one message takes while there is little to do: 100 a second. */
final class LatencyPart {

    static final int RATE = 100;
    static final int CONNECTIONS = 8;
    static final int COUNT = 3_000;

    private LatencyPart() {}

    static void run(Options options, Report report) throws IOException, InterruptedException {
        try (Rig rig = new Rig("latency", options, report).start()) {
            rig.warm();
            Tally.Outcome outcome = measure(rig, options.scaled(COUNT));
            report.row("request → submit at 100 a second, p50 / p99 ms", pair(outcome.toSubmit()), "1/5 and 1/3 of Kannel's");
            report.row("request → callback at 100 a second, p50 / p99 ms", pair(outcome.toCallback()), "");
            rig.reckon();
        }
    }

    static Tally.Outcome measure(Rig rig, int count) throws IOException, InterruptedException {
        rig.awaitQuiet();
        Load load = rig.load(rig.rest(), CONNECTIONS, count, RATE);
        Rig.awaitFinished(load);
        rig.awaitTold(rig.tally);
        Tally.Outcome outcome = rig.outcome(load.span());
        tell(rig.report, "at 100 a second", outcome);
        return outcome;
    }

    static void tell(Report report, String name, Tally.Outcome outcome) {
        report.say("%s: answer %s; submit %s; callback %s; lost %d, untold %d", name, outcome.toAnswer(), outcome.toSubmit(),
                outcome.toCallback(), outcome.lost(), outcome.untold());
    }

    static String pair(Times times) {
        return String.format("%.1f / %.1f", times.p50(), times.p99());
    }
}
