package io.vestnik.ingress.smpp;

import java.time.Duration;
import org.jsmpp.SMPPConstant;

/** Finds out whether a client binds and ends in time, is still there, and keeps up with what it is sent. The event loop's only. */
final class Vigil {

    private final ServerTimes times;
    private final SessionLink link;
    private long heard = System.nanoTime();
    private long writable = heard;
    private long deaf = heard; // when we did not listen last
    private boolean enquired;

    Vigil(ServerTimes times, SessionLink link) {
        this.times = times;
        this.link = link;
    }

    void heard() {
        heard = System.nanoTime();
        enquired = false;
    }

    void writabilityChanged() {
        writable = System.nanoTime();
    }

    /**
     * @param since it is in that state
     * @return why it is to be dropped; null: it is not
     */
    String check(SessionState state, long since, SessionDelivers delivers) {
        long now = System.nanoTime();
        return switch (state) {
            case OPEN, BINDING -> over(times.bind(), since, now) ? "did not bind in time" : null;
            case BOUND -> check(delivers, now);
            case ENDING, ENDED -> over(times.end(), since, now) ? "did not end in time" : null;
        };
    }

    /** Asks a client that is silent for a sign of life (enquire_link, SMPP v3.4 §4.11). */
    private String check(SessionDelivers delivers, long now) {
        if (!link.isWritable()) {
            return over(times.answer(), writable, now) ? "does not read what it is sent" : null;
        }
        if (!link.isListening()) {
            heard = deaf = now;
            return null;
        }
        if (over(times.answer(), deaf, now) && delivers.waitsSince(now - times.answer().toNanos())) {
            return "does not answer what it is sent";
        }
        if (enquired) {
            return over(times.enquire().multipliedBy(2), heard, now) ? "gives no sign of life" : null;
        }
        if (over(times.enquire(), heard, now)) {
            enquired = true;
            link.ask(SMPPConstant.CID_ENQUIRE_LINK);
        }
        return null;
    }

    private static boolean over(Duration time, long since, long now) {
        return now - since > time.toNanos();
    }
}
