package io.vestnik.accept;

import io.vestnik.message.InvalidMessage;
import io.vestnik.metrics.MessageMeters;

/** Counts messages that were not of the form, or could not be done: a door calls it, since it may find more than the reader. */
public final class Rejections {

    private Rejections() {}

    /** Answers what it was given. */
    public static InvalidMessage counted(String door, InvalidMessage rejection) {
        MessageMeters.rejected(door, rejection.isMalformed() ? "malformed" : "unprocessable");
        return rejection;
    }
}
