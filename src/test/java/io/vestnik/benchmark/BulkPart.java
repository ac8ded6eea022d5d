package io.vestnik.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A million messages by batch calls, straight through. */
final class BulkPart {

    private static final int MESSAGES = 1_000_000;
    private static final int STEPS = 10;

    private BulkPart() {}

    static void run(Options options, Report report) throws IOException, InterruptedException {
        try (Rig rig = new Rig("bulk", options, report).start()) {
            rig.warm();
            int count = options.scaled(MESSAGES) / STEPS * STEPS;
            long before = rig.counts().callbacks();
            Load load = rig.load(rig.batch(), 2, count, 0);
            List<Double> rates = new ArrayList<>();
            List<Long> memory = new ArrayList<>();
            long last = load.span().started();
            for (int step = 1; step <= STEPS; step++) {
                long target = before + (long) count / STEPS * step;
                rig.awaitMoving(() -> rig.counts().callbacks() >= target);
                long now = System.nanoTime();
                rates.add(count / STEPS * 1e9 / (now - last));
                memory.add(Processes.memory(rig.hub.pid()));
                last = now;
                report.say("%,d through: %,.0f/s over the last %,d; answered %,d; hub %,d MiB, PostgreSQL %,d MiB", count / STEPS * step,
                        rates.get(step - 1), count / STEPS, rig.counts().accepted(), memory.get(step - 1),
                        Processes.memoryOfTree(rig.hub.postgres()));
            }
            Rig.awaitFinished(load);
            TimeUnit.SECONDS.sleep(1); // a repeated submit would come by now
            Tally.Outcome outcome = rig.outcome(load.span());
            report.say("lost %d, untold %d, repeated %d", outcome.lost(), outcome.untold(), outcome.repeated().length);
            report.row("bulk of " + count + " by batches: first / last tenth, messages a second; hub's memory first / last, MiB",
                    String.format("%,.0f / %,.0f; %d / %d", rates.get(0), rates.get(STEPS - 1), memory.get(0), memory.get(STEPS - 1)),
                    "within 10 %, flat");
            rig.reckon();
        }
    }
}
