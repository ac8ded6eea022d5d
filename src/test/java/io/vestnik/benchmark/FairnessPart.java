package io.vestnik.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One account at ten times the others' load, right after the start, when nothing is cached. */
final class FairnessPart {

    private static final String[] OTHERS = {"one", "two", "three"};
    private static final int RATE = 30; // messages a second of each
    private static final int TIMES = 10;
    private static final int CONNECTIONS = 4;
    private static final int SECONDS = 30;

    private FairnessPart() {}

    static void run(Options options, Report report) throws IOException, InterruptedException {
        try (Rig rig = new Rig("fairness", options, report, OTHERS).start()) {
            rig.warm();
            Times alone = measure(rig, "alone", false);
            Times beside = measure(rig, "beside it", true);
            rig.restart();
            Times aloneCold = measure(rig, "alone, cold", false);
            rig.restart();
            Times besideCold = measure(rig, "beside it, cold", true);
            String each = "one account at " + TIMES * RATE * OTHERS.length + "/s, others at " + RATE + "/s: their p99 alone / beside, ms";
            report.row(each + ", cold", String.format("%.0f / %.0f", aloneCold.p99(), besideCold.p99()), "within twice");
            report.row(each + ", warm", String.format("%.0f / %.0f", alone.p99(), beside.p99()), "within twice");
            rig.reckon();
        }
    }

    /** @return request to submit of the others */
    private static Times measure(Rig rig, String name, boolean beside) throws InterruptedException {
        int count = rig.options.scaled(RATE * SECONDS);
        Load large = beside
                ? rig.load(rig.rest(), rig.options.connections(), TIMES * count * OTHERS.length, TIMES * RATE * OTHERS.length)
                : null;
        List<Load> others = new ArrayList<>();
        for (String account : OTHERS) {
            others.add(rig.load(SingleForm.rest(account + "-key", "service", 10_000), CONNECTIONS, count, RATE));
        }
        for (Load load : others) {
            Rig.awaitFinished(load);
            rig.awaitTold(rig.tally);
        }
        if (large != null) {
            Rig.awaitFinished(large);
            rig.awaitTold(rig.tally);
            LatencyPart.tell(rig.report, "the large account", rig.outcome(large.span()));
        }
        Tally.Outcome outcome = rig.loop.ask(() -> rig.tally.outcome(others.get(0).span().first(), others.get(OTHERS.length - 1).span().end()));
        LatencyPart.tell(rig.report, "the others " + name, outcome);
        return outcome.toSubmit();
    }
}
