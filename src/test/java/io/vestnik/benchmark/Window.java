package io.vestnik.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One measured run of messages from the first request to the last callback.
 *
 * @param accepts a second, as are submits and callbacks
 * @param refused or not answered
 * @param status of the last refusal ever; 0: there was none
 */
record Window(
        int count, double accepts, double submits, double callbacks, long refused, int status, Tally.Outcome outcome, Usage usage) {

    static Window of(
            Span span, long answered, Tally.Counts before, Tally.Counts after, Tally.Outcome outcome, Usage usage) {
        int count = span.count();
        return new Window(
                count, count / seconds(span.started(), answered),
                (after.submits() - before.submits()) / seconds(span.started(), after.lastSubmit()),
                (after.callbacks() - before.callbacks()) / seconds(span.started(), after.lastCallback()),
                after.refused() - before.refused() + after.broken() - before.broken(), after.lastRefusal(), outcome, usage);
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }

    /** Messages a second, end to end. */
    double rate() {
        return Math.min(submits, callbacks);
    }

    @Override
    public String toString() {
        return String.format(
                "%,d messages, end to end %,.0f/s (accepts %,.0f, submits %,.0f, callbacks %,.0f), answer %s, lost %d, untold %d, "
                        + "repeated %d, refused %d (%d); %s",
                count, rate(), accepts, submits, callbacks, outcome.toAnswer(), outcome.lost(), outcome.untold(),
                outcome.repeated().length, refused, status, usage.perMessage(count));
    }

    /** Median, least and most. */
    static String median(List<Window> windows, ToDoubleFunction<Window> figure) {
        return median(windows.stream().map(figure::applyAsDouble).toList());
    }

    static String median(List<Double> figures) {
        double[] sorted = figures.stream().mapToDouble(figure -> figure).sorted().toArray();
        return String.format("%,.0f (%,.0f to %,.0f)", middle(sorted), sorted[0], sorted[sorted.length - 1]);
    }

    static double middle(double... values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
