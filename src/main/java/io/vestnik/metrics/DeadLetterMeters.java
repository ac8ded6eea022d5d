package io.vestnik.metrics;

/** Dead letters written by this node. */
public final class DeadLetterMeters {

    private static final Counters WRITTEN =
            new Counters("vestnik.dead.letters", "source").ready("message").ready("callback").ready("queue");

    private DeadLetterMeters() {}

    /** Shows the series from the start: an alert on one that is not there yet never fires. */
    public static void show() {
        // they are made with this class
    }

    /** @param source {@code message}, {@code callback}, {@code queue} */
    public static void written(String source, int n) {
        WRITTEN.add(n, source);
    }
}
