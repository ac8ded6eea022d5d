package io.vestnik.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What was measured: printed as it comes, and a table at the end, also in {@code target/benchmark/report.md}. */
final class Report {

    private static final Path FILE = Path.of("target", "benchmark", "report.md");

    private final List<String> rows = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final long started = System.nanoTime();

    void say(String format, Object... values) {
        String line = String.format(format, values);
        lines.add(line);
        Duration passed = Duration.ofNanos(System.nanoTime() - started);
        System.out.printf("%3d:%02d  %s%n", passed.toMinutes(), passed.toSecondsPart(), line);
    }

    /** A row of the table. */
    void row(String figure, String kannel, String vestnik, String must) {
        rows.add("| " + figure + " | " + kannel + " | " + vestnik + " | " + must + " |");
    }

    void row(String figure, String vestnik, String must) {
        row(figure, "", vestnik, must);
    }

    /** Prints the table, and writes all that was said. */
    void write(Options options) throws IOException {
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
