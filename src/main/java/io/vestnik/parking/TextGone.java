package io.vestnik.parking;

/** The message has ended and was a one-time code: its text is not kept, and can't be sent again. */
public final class TextGone extends RuntimeException {

    private static final long serialVersionUID = 1;

    TextGone() {
        super("The text of an authorization message is not kept after its end: send a new message", null, false, false);
    }
}
