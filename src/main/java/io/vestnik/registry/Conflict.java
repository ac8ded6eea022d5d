package io.vestnik.registry;

/** What is asked for can't be done as things stand; the message says why. */
public final class Conflict extends RuntimeException {

    Conflict(String reason) {
        super(reason, null, false, false);
    }
}
