package io.vestnik.benchmark;

import java.io.IOException;

/** SIGKILL in mid-run and a start on the same data: what is lost, what is sent twice. */
final class KillPart {

    private static final int WINDOW = 100;
    private static final int LATENCY = 10;
    private static final int RECEIPTS_LATE = 3_000;

    private KillPart() {}

    static void run(Options options, Report report) throws IOException, InterruptedException {
        int count = options.scaled(20_000);
        try (Rig rig = new Rig("kill", options, report, WINDOW, "").start()) {
            rig.carrier.answerAfter(LATENCY);
            kill(rig, "killed twice in mid-run", count, 2);
            rig.carrier.receiptAfter(RECEIPTS_LATE);
            kill(rig, "killed with receipts 3 s late", count, 1);
            rig.checkSignatures();
        }
    }

    private static void kill(Rig rig, String name, int count, int kills) throws IOException, InterruptedException {
        Tally.Counts before = rig.counts();
        Load load = rig.load(rig.rest(), rig.options.connections(), count, 0);
        int owed = 0;
        for (int i = 1; i <= kills; i++) {
            long at = before.submits() + (long) count * i / (kills + 2);
            Rig.await("submits before the kill", () -> rig.counts().submits() >= at || load.finished().isDone());
            rig.hub.kill();
            owed += rig.carrier.owed();
            rig.hub.start();
        }
        Rig.awaitFinished(load);
        Tally.Counts answered = rig.counts();
        rig.report.say("%s: answered otherwise %d (last %d), not answered %d", name, answered.refused() - before.refused(),
                answered.lastRefusal(), answered.broken() - before.broken());
        rig.awaitMoving(() -> {
            Tally.Outcome now = rig.outcome(load.span());
            return now.lost() == 0 && now.untold() == 0;
        });
        Tally.Outcome outcome = rig.outcome(load.span());
        if (outcome.lost() + outcome.untold() > 0) {
            rig.report.fault("%d lost, %d untold", outcome.lost(), outcome.untold());
        }
        int marked = 0;
        int known = 0;
        for (int number : outcome.repeated()) {
            String id = rig.loop.ask(() -> rig.tally.id(number));
            if (id != null) {
                known++;
                String message = rig.hub.get("/api/v1/messages/" + id, Rig.KEY).body();
                marked += message.contains("\"repeated\"") ? 1 : 0;
            }
        }
        Tally.Counts after = rig.counts();
        rig.report.say("%s: accepted %,d of %,d, lost %d, repeated %d (marked %d of %d whose id is known), not told of as delivered %d, "
                        + "receipts owed at the kill %,d",
                name, after.accepted() - before.accepted(), count, outcome.lost(), outcome.repeated().length, marked, known,
                outcome.untold(), owed);
        rig.report.row(name + ", window " + WINDOW + ": lost / repeated / marked / receipts lost", String.format(
                "%d / %d / %d / %d", outcome.lost(), outcome.repeated().length, marked, outcome.untold()),
                "0 / at most " + 2 * WINDOW * kills + " / all / 0");
    }
}
