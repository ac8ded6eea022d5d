package io.vestnik.platform;

/** The hub can't start as it is set up; the message says what to change, and is all that an operator is shown. */
public final class StartRefused extends RuntimeException {

    public StartRefused(String message) {
        super(message);
    }
}
