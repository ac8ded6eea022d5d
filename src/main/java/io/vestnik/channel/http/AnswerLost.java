package io.vestnik.channel.http;

import java.io.IOException;

/** The request, or a part of it, went out, and no answer came. Any other {@link IOException} of a call: nothing went out. */
public final class AnswerLost extends IOException {

    private static final long serialVersionUID = 1;

    AnswerLost(Exception cause) {
        super("no answer: " + cause.getClass().getSimpleName()); // not as its cause: Camel's error handlers would look at that first
    }
}
