package io.vestnik.doors;

import java.time.Duration;
import java.time.Instant;

/**
 * What a client wants, in no door's words.
 *
 * @param name of the row
 * @param sender null: not given; so {@code messageClass}, {@code sendAt}, {@code validFor} and {@code key}
 */
record Request(
        String name, String phone, String text, String sender, String messageClass, Instant sendAt, Duration validFor, String key) {

    static Request of(String name, String phone, String text) {
        return new Request(name, phone, text, null, null, null, null, null);
    }

    Request sender(String value) {
        return new Request(name, phone, text, value, messageClass, sendAt, validFor, key);
    }

    Request messageClass(String value) {
        return new Request(name, phone, text, sender, value, sendAt, validFor, key);
    }

    Request sendAt(Instant value) {
        return new Request(name, phone, text, sender, messageClass, value, validFor, key);
    }

    Request validFor(Duration value) {
        return new Request(name, phone, text, sender, messageClass, sendAt, value, key);
    }

    Request key(String value) {
        return new Request(name, phone, text, sender, messageClass, sendAt, validFor, value);
    }

    /** All doors have one space of keys: a column has its own, so that it does not get another's answers. */
    Request keyOf(String column) {
        return key == null ? this : key(column + "-" + key);
    }
}
