package io.vestnik.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What two came to in turns, round by round, now one first and now the other, so that whatever else the machine does meets both. */
record Pairs<T>(List<T> first, List<T> second) {

    interface Run<T> {

        T of(int round) throws IOException, InterruptedException;
    }

    static <T> Pairs<T> run(int rounds, Run<T> first, Run<T> second) throws IOException, InterruptedException {
        Pairs<T> pairs = new Pairs<>(new ArrayList<>(), new ArrayList<>());
        for (int i = 1; i <= rounds; i++) {
            if (i % 2 == 1) {
                pairs.first.add(first.of(i));
                pairs.second.add(second.of(i));
            } else {
                pairs.second.add(second.of(i));
                pairs.first.add(first.of(i));
            }
        }
        return pairs;
    }

    /** Median of the pairs' ratios, the second to the first. */
    double ratio(ToDoubleFunction<T> figure) {
        double[] ratios = new double[second.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = figure.applyAsDouble(second.get(i)) / figure.applyAsDouble(first.get(i));
        }
        return Window.middle(ratios);
    }
}
