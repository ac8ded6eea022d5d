package io.vestnik.benchmark;

import java.io.IOException;
import java.net.http.HttpResponse;

/** Authorization messages while marketing ones wait for a slow carrier. */
final class LanesPart {

    private static final int RECIPIENTS = 200; // each gives a consent; a campaign's would differ, the work is the same
    private static final int MARKETING = 200_000;
    private static final int WINDOW = 100;
    private static final int LATENCY = 50;
    private static final int RATE = 50;
    private static final int SECONDS = 40;

    private LanesPart() {}

    static void run(Options options, Report report) throws IOException, InterruptedException {
        try (Rig rig = new Rig("lanes", options, report, WINDOW, "").start()) {
            rig.window("warm-up", rig.rest(), options.connections(), options.warm() / 2);
            for (int i = 0; i < RECIPIENTS; i++) {
                consent(rig, Template.phone(i));
            }
            rig.carrier.goAway(); // nothing of it goes out while it comes in
            int waiting = options.scaled(MARKETING);
            Load marketing = rig.load(new BatchForm(Rig.KEY, "marketing", 10_000, RECIPIENTS), 2, waiting, 0);
            Rig.awaitFinished(marketing);
            rig.carrier.answerAfter(LATENCY);
            rig.carrier.comeBack();
            long already = rig.counts().submits();
            Rig.await("the carrier is bound again and taken to", () -> rig.counts().submits() > already + 1_000);
            Load authorization = rig.load(SingleForm.rest(Rig.KEY, "authorization", RECIPIENTS), LatencyPart.CONNECTIONS,
                    RATE * SECONDS, RATE);
            Rig.awaitFinished(authorization);
            rig.awaitMoving(() -> rig.outcome(authorization.span()).lost() == 0);
            Tally.Outcome outcome = rig.outcome(authorization.span());
            long left = rig.outcome(marketing.span()).lost();
            LatencyPart.tell(report, "authorization", outcome);
            report.say("accept to submit %s; %,d of %,d marketing ones still waited at the end",
                    outcome.acceptToSubmit(), left, waiting);
            report.row("authorization while " + waiting + " marketing wait: accept → submit p50 / p99 ms",
                    LatencyPart.pair(outcome.acceptToSubmit()), "p99 under 1,000");
            rig.carrier.answerAfter(0);
            rig.awaitTold(rig.tally);
            rig.reckon();
        }
    }

    private static void consent(Rig rig, String phone) throws IOException, InterruptedException {
        HttpResponse<String> answer = rig.hub.post("/api/v1/consents", Rig.KEY,
                "{\"to\":{\"phone\":\"+" + phone + "\"},\"class\":\"marketing\",\"granted\":true,\"method\":\"web-form\"}");
        if (answer.statusCode() != 201) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }
}
