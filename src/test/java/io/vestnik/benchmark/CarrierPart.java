package io.vestnik.benchmark;

import java.io.IOException;

/** A carrier that takes its time: the window over that time is all that can go. */
final class CarrierPart {

    private static final int LATENCY = 50;
    private static final double MILLIS_A_SECOND = 1_000;

    private CarrierPart() {}

    static void run(Options options, Report report) throws IOException, InterruptedException {
        for (int window : new int[] {10, 100}) {
            try (Rig rig = new Rig("carrier", options, report, window, "").start()) {
                rig.window("warm-up", rig.rest(), options.connections(), options.warm() / 2);
                int idle = Processes.threads(rig.hub.pid());
                rig.carrier.answerAfter(LATENCY);
                rig.carrier.window(window);
                double most = window * MILLIS_A_SECOND / LATENCY;
                Window run = rig.window("window " + window, rig.rest(), options.connections(), options.scaled((int) most * 20));
                int busy = Processes.threads(rig.hub.pid());
                report.say("window %d over %d ms is %.0f/s: %.2f of it; most unanswered %d, over the window %d; threads before %d, after %d",
                        window, LATENCY, most, run.rate() / most, rig.carrier.mostUnanswered(), rig.carrier.throttled(), idle, busy);
                report.row("carrier at 50 ms, window " + window + ": rate of window / latency; threads",
                        String.format("%.2f (%.0f/s); %d", run.rate() / most, run.rate(), busy), "0.8");
            }
        }
    }
}
