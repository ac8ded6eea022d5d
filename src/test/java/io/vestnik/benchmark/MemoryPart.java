package io.vestnik.benchmark;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A million messages that wait for a carrier which is away. */
final class MemoryPart {

    private static final int MESSAGES = 1_000_000;
    private static final int STEPS = 10;

    private MemoryPart() {}

    static void run(Options options, Report report) throws IOException, InterruptedException {
        try (Rig rig = new Rig("memory", options, report).start()) {
            rig.carrier.goAway();
            long most = 0;
            int count = options.scaled(MESSAGES) / STEPS;
            for (int step = 1; step <= STEPS; step++) {
                long accepted = rig.counts().accepted();
                long started = System.nanoTime();
                Load load = rig.load(rig.batch(), 4, count, 0);
                while (!load.finished().isDone()) {
                    most = Math.max(most, Processes.memory(rig.hub.pid()));
                    TimeUnit.MILLISECONDS.sleep(200);
                }
                Tally.Counts now = rig.counts();
                report.say("accepted %,d (%,.0f/s), submitted %,d, refused %d, not answered %d: hub %,d MiB, PostgreSQL %,d MiB",
                        now.accepted(), (now.accepted() - accepted) * 1e9 / (System.nanoTime() - started), now.submits(),
                        now.refused(), now.broken(), Processes.memory(rig.hub.pid()),
                        Processes.memoryOfTree(rig.hub.postgres()));
            }
            for (int i = 0; i < 3; i++) {
                TimeUnit.SECONDS.sleep(10);
                most = Math.max(most, Processes.memory(rig.hub.pid()));
                report.say("%d s later: hub %,d MiB, PostgreSQL %,d MiB", (i + 1) * 10, Processes.memory(rig.hub.pid()),
                        Processes.memoryOfTree(rig.hub.postgres()));
            }
            long waiting = rig.counts().accepted() - rig.counts().submits();
            report.row("memory with " + waiting + " messages waiting: hub at most / PostgreSQL, MiB",
                    most + " / " + Processes.memoryOfTree(rig.hub.postgres()), "under 1,024, flat");
            rig.reckon(0, 0); // they are not waited for
        }
    }
}
