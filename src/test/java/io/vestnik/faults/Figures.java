package io.vestnik.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A line about a fault, on the console and in {@code target/faults.md}.
 *
 * @param told when the last callback was seen, to a fifth of a second, if nothing else was looked at meanwhile
 */
record Figures(Load load, int messages, int twice, int toldAgain, Instant lastFinal, Instant told) {

    private static final Path TABLE = Path.of("target", "faults.md");
    private static final List<String> COLUMNS = List.of(
            "fault", "lasted, s", "messages accepted", "a second", "503", "ServerFault", "other answers", "no answer",
            "longest without a 202, s", "slowest answer, s", "taken twice, marked", "callbacks told again", "from its end to the last final state, s",
            "and to the last callback, s");

    /** From the start to the last final state. */
    private double rate() {
        return messages / seconds(Duration.between(load.startedAt(), lastFinal));
    }

    void print() {
        Map<Integer, Integer> refusals = load.seen().refusals();
        int other = refusals.entrySet().stream()
                .filter(refusal -> !List.of(0, 500, 503).contains(refusal.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
        List<Object> cells = List.of(
                load.name, load.lasted() == null ? "-" : seconds(load.lasted()), messages, Math.round(rate()),
                refusals.getOrDefault(503, 0), refusals.getOrDefault(500, 0), other, refusals.getOrDefault(0, 0),
                seconds(load.seen().longestWithout()), seconds(load.seen().slowest()), twice, toldAgain,
                sinceItsEnd(lastFinal), sinceItsEnd(told));
        System.out.println(IntStream.range(0, cells.size())
                .mapToObj(i -> COLUMNS.get(i) + " " + cells.get(i))
                .collect(Collectors.joining("; ")));
        write(row(cells));
    }

    private Object sinceItsEnd(Instant time) {
        return load.overAt() == null ? "-" : Math.max(0, seconds(Duration.between(load.overAt(), time)));
    }

    /** After those of other test processes. */
    private static synchronized void write(String row) {
        try {
            String head = Files.exists(TABLE) ? "" : row(COLUMNS) + "| --- ".repeat(COLUMNS.size()) + "|\n";
            Files.writeString(TABLE, head + row, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String row(List<?> cells) {
        return "| " + String.join(" | ", cells.stream().map(Object::toString).toList()) + " |\n";
    }

    /** To a tenth. */
    private static double seconds(Duration time) {
        return Math.round(time.toMillis() / 100.0) / 10.0;
    }
}
