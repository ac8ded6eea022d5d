package io.vestnik.erasure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The tables of {@code src/docs/privacy.md}: columns as {@code table.column}. */
final class Inventory {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| (`[^|]+`) \\|[^|]*\\S[^|]*\\|$");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");

    private Inventory() {}

    static Set<String> personal() {
        return columns(page().split("Everything else, and why it stays")[0]);
    }

    static Set<String> others() {
        return columns(page().split("Everything else, and why it stays")[1]);
    }

    private static Set<String> columns(String part) {
        Set<String> columns = new TreeSet<>();
        ROW.matcher(part).results().forEach(row -> NAME.matcher(row.group(2)).results()
                .forEach(column -> columns.add(row.group(1) + "." + column.group(1))));
        return columns;
    }

    private static String page() {
        try {
            return Files.readString(Path.of("src/docs/privacy.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
