package io.vestnik.accept;

/** The idempotency key was used before for another message: HTTP 422. */
public final class KeyReused extends RuntimeException {

    public KeyReused() {
        super("the idempotency key was used for another message", null, false, false);
    }
}
