package io.vestnik.callback;

import java.time.Duration;

/**
 * What becomes of a claimed row.
 *
 * @param delay until the clock takes the row again; zero for {@code DONE} and {@code DEAD}
 * @param reason of the dead letter; null for the others
 */
record Result(Callback callback, Kind kind, Duration delay, String reason) {

    enum Kind {
        /** Answered 2xx: the row goes. */
        DONE,
        /** An attempt failed. */
        RETRY,
        /** Goes back to the clock without an attempt. */
        WAIT,
        /** Given up: the row becomes a dead letter. */
        DEAD
    }

    static Result done(Callback callback) {
        return new Result(callback, Kind.DONE, Duration.ZERO, null);
    }

    static Result retry(Callback callback, Duration delay) {
        return new Result(callback, Kind.RETRY, delay, null);
    }

    static Result wait(Callback callback, Duration delay) {
        return new Result(callback, Kind.WAIT, delay, null);
    }

    static Result dead(Callback callback, String why) {
        return new Result(callback, Kind.DEAD, Duration.ZERO, "callback: " + why);
    }
}
