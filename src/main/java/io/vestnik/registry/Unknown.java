package io.vestnik.registry;

/** There is no such account, operator or credential; the message says what. */
public final class Unknown extends RuntimeException {

    Unknown(String what) {
        super("There is no such " + what, null, false, false);
    }
}
