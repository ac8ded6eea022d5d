package io.vestnik.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures the packaged hub; how to run it stands in {@code src/docs/performance.md}. */
public final class Benchmark {

    private interface Part {

        void run(Options options, Report report) throws Exception;
    }

    private static final Map<String, Part> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("rate", RatePart::run);
    }

    private Benchmark() {}

    public static void main(String[] arguments) throws Exception {
        Options options = new Options(arguments);
        Report report = new Report();
        List<String> words = options.words().isEmpty() ? List.of("rate") : options.words();
        for (String word : words) {
            if (!PARTS.containsKey(word)) {
                throw new IllegalArgumentException(word + ": parts are " + PARTS.keySet());
            }
        }
        for (String word : words) {
            long started = System.nanoTime();
            report.say("== %s", word);
            PARTS.get(word).run(options, report);
            report.say("== %s took %.0f s", word, (System.nanoTime() - started) / 1e9);
        }
        report.write(options);
        System.exit(0); // whatever thread a peer has left
    }
}
