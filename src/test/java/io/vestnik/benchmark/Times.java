package io.vestnik.benchmark;

import java.util.Arrays;

/** Durations in ms, sorted. */
record Times(double[] sorted) {

    private static final double NANOS_A_MILLI = 1e6;

    static Times of(long[] nanos, int count) {
        return new Times(Arrays.stream(nanos, 0, count).sorted().mapToDouble(n -> n / NANOS_A_MILLI).toArray());
    }

    /** @return NaN: there are none */
    double at(double quantile) {
        return sorted.length == 0 ? Double.NaN : sorted[Math.min(sorted.length - 1, (int) (sorted.length * quantile))];
    }

    double p50() {
        return at(0.5);
    }

    double p99() {
        return at(0.99);
    }

    @Override
    public String toString() {
        return String.format("p50 %.1f ms, p99 %.1f ms, max %.1f ms (%,d)", p50(), p99(), at(1), sorted.length);
    }
}
