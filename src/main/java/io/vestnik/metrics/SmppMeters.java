package io.vestnik.metrics;

import io.micrometer.core.instrument.Metrics;
import java.util.concurrent.atomic.AtomicInteger;

/** The SMPP door. */
public final class SmppMeters {

    private static final AtomicInteger SESSIONS = Metrics.gauge("vestnik.smpp.sessions", new AtomicInteger());

    private SmppMeters() {}

    /** @param more sessions than before that are bound on this node; under 0: fewer */
    public static void bound(int more) {
        SESSIONS.addAndGet(more);
    }
}
