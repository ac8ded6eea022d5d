package io.vestnik.benchmark;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

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
                AtomicInteger busy = new AtomicInteger();
                ScheduledExecutorService look = Executors.newSingleThreadScheduledExecutor();
                look.scheduleAtFixedRate(
                        () -> busy.accumulateAndGet(Processes.threads(rig.hub.pid()), Math::max), 500, 500, TimeUnit.MILLISECONDS);
                Window run;
                try {
                    run = rig.window("window " + window, rig.rest(), options.connections(), options.scaled((int) most * 20));
                } finally {
                    look.shutdownNow();
                }
                report.say("window %d over %d ms is %.0f/s: %.2f of it; most unanswered %d, over the window %d; threads before %d, meanwhile at most %d",
                        window, LATENCY, most, run.rate() / most, rig.carrier.mostUnanswered(), rig.carrier.throttled(), idle, busy.get());
                report.row("carrier at 50 ms, window " + window + ": rate of window / latency; threads at most",
                        String.format("%.2f (%.0f/s); %d", run.rate() / most, run.rate(), busy.get()), "0.8");
                rig.reckon();
            }
        }
    }
}
