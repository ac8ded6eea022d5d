package io.vestnik.ingress.smpp.part;

/** A client has as many parts waiting for the rest of their messages as it may. */
public final class TooManyParts extends RuntimeException {

    TooManyParts() {
        super("too many parts wait for the rest of their messages", null, false, false);
    }
}
