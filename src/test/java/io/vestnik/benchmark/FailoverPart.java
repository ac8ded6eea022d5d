package io.vestnik.benchmark;

import io.vestnik.harness.Hub;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One of two carriers turns slow, then refuses, then heals: what the recipients saw of it. */
final class FailoverPart {

    private static final int RATE = 200;
    private static final int SECONDS = 60;
    private static final int WINDOW = 50;
    private static final int SLOW_ANSWER = 2_000;
    private static final int SLOW_RECEIPT = 20_000;

    /** @param sick submits that this carrier took meanwhile */
    private record Phase(String name, Span span, long sick, long well) {}

    private FailoverPart() {}

    static void run(Options options, Report report) throws IOException, InterruptedException {
        int port = Hub.freePort();
        String second = "    - {name: second, uri: \"smpp://user:password@127.0.0.1:" + port + "\", window: " + WINDOW + "}\n";
        try (Rig rig = new Rig("failover", options, report, WINDOW, second)) {
            Carrier sick = rig.carrier;
            Carrier well = new Carrier(rig.loop, rig.tally, port);
            rig.start();
            Rig.await("bound to both", () -> sick.bound() > 0 && well.bound() > 0);
            rig.warm();
            List<Phase> phases = new ArrayList<>();
            phases.add(phase(rig, "both well", sick, well));
            sick.answerAfter(SLOW_ANSWER);
            sick.receiptAfter(SLOW_RECEIPT);
            phases.add(phase(rig, "one slow", sick, well));
            sick.answerAfter(0);
            sick.receiptAfter(0);
            sick.refuseWith(PduWriter.SYSTEM_ERROR);
            phases.add(phase(rig, "one refuses", sick, well));
            sick.refuseWith(0);
            phases.add(phase(rig, "it has healed", sick, well));
            phases.add(phase(rig, "a minute later", sick, well));
            rig.awaitTold(rig.tally);
            phases.forEach(phase -> tell(rig, phase));
            rig.reckon();
        }
    }

    private static Phase phase(Rig rig, String name, Carrier sick, Carrier well) {
        long before = sick.taken();
        long others = well.taken();
        Load load = rig.load(rig.rest(), LatencyPart.CONNECTIONS, rig.options.scaled(RATE * SECONDS), RATE);
        Rig.awaitFinished(load);
        return new Phase(name, load.span(), sick.taken() - before, well.taken() - others);
    }

    private static void tell(Rig rig, Phase phase) {
        Tally.Outcome outcome = rig.outcome(phase.span);
        rig.report.say("%s: through the sick one %d, the other %d; submit %s; told %s; lost %d, untold %d, repeated %d",
                phase.name, phase.sick, phase.well, outcome.acceptToSubmit(), outcome.toCallback(), outcome.lost(),
                outcome.untold(), outcome.repeated().length);
        rig.report.row("two carriers, " + phase.name + ": accept → submit p50 / p99 / most ms; share of the sick one",
                String.format("%s / %.0f; %.2f", LatencyPart.pair(outcome.acceptToSubmit()), outcome.acceptToSubmit().at(1),
                        (double) phase.sick / Math.max(1, phase.sick + phase.well)),
                "lost 0, repeated 0");
    }
}
