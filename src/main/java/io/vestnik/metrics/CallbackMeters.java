package io.vestnik.metrics;

/** Status callbacks. */
public final class CallbackMeters {

    private static final Counters CALLBACKS = new Counters("vestnik.callbacks", "result");

    private CallbackMeters() {}

    /** @param result {@code done}, {@code retry}, {@code wait} (no attempt was made), {@code dead} */
    public static void settled(String result) {
        CALLBACKS.add(1, result);
    }
}
