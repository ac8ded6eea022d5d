package io.vestnik.benchmark;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures the packaged hub; how to run it stands in {@code src/docs/performance.md}. */
public final class Benchmark {

    private interface Part {

        void run(Options options, Report report) throws Exception;
    }

    private static final Map<String, Part> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("rate", RatePart::run);
        PARTS.put("latency", LatencyPart::run);
        PARTS.put("lanes", LanesPart::run);
        PARTS.put("memory", MemoryPart::run);
        PARTS.put("bulk", BulkPart::run);
        PARTS.put("growth", GrowthPart::run);
        PARTS.put("fairness", FairnessPart::run);
        PARTS.put("carrier", CarrierPart::run);
        PARTS.put("kill", KillPart::run);
        PARTS.put("nodes", NodesPart::run);
        PARTS.put("smpp", SmppPart::run);
        PARTS.put("files", FilesPart::run);
        PARTS.put("gate", GatePart::run);
        PARTS.put("failover", FailoverPart::run);
        PARTS.put("against", AgainstPart::run);
        PARTS.put("kannel", KannelPart::run);
    }

    /** But for the one that needs another build. */
    private static final List<String> ALL = PARTS.keySet().stream().filter(part -> !part.equals("against")).toList();

    private Benchmark() {}

    public static void main(String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT);
        Options options = new Options(arguments);
        Report report = new Report();
        List<String> words = options.words().isEmpty() ? ALL : options.words();
        for (String word : words) {
            if (!PARTS.containsKey(word)) {
                throw new IllegalArgumentException(word + ": parts are " + PARTS.keySet());
            }
        }
        int failures = 0;
        for (String word : words) {
            long started = System.nanoTime();
            report.nextPart();
            report.say("== %s", word);
            try {
                PARTS.get(word).run(options, report);
            } catch (Exception e) { // the others' figures are worth having
                e.printStackTrace();
                report.say("%s could not be measured: %s", word, e);
                failures++;
            }
            report.say("== %s took %.0f s", word, (System.nanoTime() - started) / 1e9);
        }
        report.write(options);
        System.exit(failures + report.faults() == 0 ? 0 : 1); // whatever thread a peer has left
    }
}
