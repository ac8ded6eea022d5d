package io.vestnik.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What was measured: printed as it comes, and a table at the end, also in {@code target/benchmark/report.md}. */
final class Report {

    private static final Path FILE = Path.of("target", "benchmark", "report.md");

    private final List<String> rows = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final long started = System.nanoTime();
    private final long[] totals = new long[5];
    private boolean incomplete;
    private int faults;

    void say(String format, Object... values) {
        String line = String.format(format, values);
        lines.add(line);
        Duration passed = Duration.ofNanos(System.nanoTime() - started);
        System.out.printf("%3d:%02d  %s%n", passed.toMinutes(), passed.toSecondsPart(), line);
    }

    /** Rows of this part tell of messages whose end was not waited for. */
    void incomplete() {
        incomplete = true;
    }

    /** The next part's rows are complete. */
    void nextPart() {
        incomplete = false;
    }

    /** Something that must never be. */
    void fault(String format, Object... values) {
        faults++;
        say("FAULT: " + format, values);
    }

    int faults() {
        return faults;
    }

    /** To the last row of the table. */
    void add(long lost, long untold, long repeated, long refused, long unanswered) {
        long[] more = {lost, untold, repeated, refused, unanswered};
        for (int i = 0; i < more.length; i++) {
            totals[i] += more[i];
        }
        if (lost + untold > 0) {
            fault("%d lost, %d untold", lost, untold);
        }
    }

    /** A row of the table. */
    void row(String figure, String kannel, String vestnik, String must) {
        rows.add("| " + figure + " | " + kannel + " | " + (incomplete ? "INCOMPLETE " : "") + vestnik + " | " + must + " |");
    }

    /** What two came to in turns: the median of each, and of the pairs' ratios, the second to the first. */
    void row(String figure, Pairs<Window> windows, ToDoubleFunction<Window> value, String must) {
        String both = Window.median(windows.first(), value) + " / " + Window.median(windows.second(), value)
                + String.format(", ratio %.2f", windows.ratio(value));
        say("%s: %s", figure, both);
        row(figure, both, must);
    }

    void row(String figure, String vestnik, String must) {
        row(figure, "", vestnik, must);
    }

    /** Prints the table, and writes all that was said. */
    void write(Options options) throws IOException {
        incomplete = false;
        row("accepted and lost / untold / repeated / refused / unanswered, all parts (kill apart)",
                Arrays.stream(totals).mapToObj(Long::toString).collect(Collectors.joining(" / ")), "0 / 0 / 0");
        List<String> text = new ArrayList<>(List.of(
                "# Benchmark", "",
                Runtime.getRuntime().availableProcessors() + " cores, JDK " + Runtime.version() + ", " + options, "",
                "| figure | Kannel | Vestnik | must |", "| --- | --- | --- | --- |"));
        text.addAll(rows);
        rows.forEach(System.out::println);
        text.addAll(List.of("", "```"));
        text.addAll(lines);
        text.add("```");
        Files.createDirectories(FILE.getParent());
        Files.write(FILE, text);
    }
}
