package io.vestnik.metrics;

/** What SMPP clients are told by deliver_sm. */
public final class EsmeMeters {

    private static final Counters DELIVERS = new Counters("vestnik.esme.delivers", "result");

    private EsmeMeters() {}

    /** @param result {@code done}, {@code refused}, {@code unsent} (it comes again without an attempt), {@code dead} */
    public static void settled(String result) {
        DELIVERS.add(1, result);
    }
}
