package io.vestnik.esme;

import java.time.Duration;

/**
 * What became of a deliver_sm.
 *
 * @param delay until it comes again; zero for {@code DONE} and {@code DEAD}
 * @param reason of the dead letter; null for the others
 */
record Told(Deliver deliver, Kind kind, Duration delay, String reason) {

    enum Kind {
        /** Acknowledged: the row goes. */
        DONE,
        /** An attempt failed. */
        REFUSED,
        /** Comes again without an attempt. */
        UNSENT,
        /** Given up: the row becomes a dead letter. */
        DEAD
    }

    static Told done(Deliver deliver) {
        return new Told(deliver, Kind.DONE, Duration.ZERO, null);
    }

    static Told refused(Deliver deliver, Duration delay) {
        return new Told(deliver, Kind.REFUSED, delay, null);
    }

    static Told unsent(Deliver deliver, Duration delay) {
        return new Told(deliver, Kind.UNSENT, delay, null);
    }

    static Told dead(Deliver deliver, String why) {
        return new Told(deliver, Kind.DEAD, Duration.ZERO, "deliver_sm: " + why);
    }
}
