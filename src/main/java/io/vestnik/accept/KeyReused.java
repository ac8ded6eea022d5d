package io.vestnik.accept;

/** The idempotency key was used before for another message: HTTP 422. */
public final class KeyReused extends RuntimeException {

    /** In the words of every door. */
    public static final String RULE = "the idempotency key was used for another message";

    public KeyReused() {
        super(RULE, null, false, false);
    }
}
