package io.vestnik.accept;

import io.vestnik.form.Faults;

/** What a door may take as an idempotency key. It is no field of the body: its pointer is "", its detail names it. */
public final class IdempotencyKey {

    private static final int LONGEST = 255;

    private IdempotencyKey() {}

    /** @param key null: none, which is right */
    public static void check(String key, Faults faults) {
        check(key, 0, faults);
    }

    /** @param spare characters that will be added to it */
    public static void check(String key, int spare, Faults faults) {
        if (key != null && !key.matches("[\\x20-\\x7E]{1," + (LONGEST - spare) + "}")) {
            faults.malformed("", "the idempotency key must have 1 to " + (LONGEST - spare) + " printable ASCII characters");
        }
    }
}
