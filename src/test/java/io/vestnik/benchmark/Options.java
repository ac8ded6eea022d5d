package io.vestnik.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the command line says: words, and {@code --name=value}. */
final class Options {

    /** Each with its default. */
    private static final Map<String, String> KNOWN = new LinkedHashMap<>();

    static {
        KNOWN.put("scale", "1"); // of all counts but the warm-up
        KNOWN.put("warm", "250000"); // messages
        KNOWN.put("windows", "5");
        KNOWN.put("count", "40000"); // messages a window
        KNOWN.put("connections", "64");
        KNOWN.put("window", "500"); // SMPP, a session
        KNOWN.put("kannel-window", "100"); // the same of Kannel
        KNOWN.put("jvm", "-Xms512m -Xmx512m -XX:+UseParallelGC");
        KNOWN.put("against", ""); // the jar of another build
        KNOWN.put("settings", ""); // of the hub, as lines of YAML divided by ;
    }

    private final Map<String, String> values = new LinkedHashMap<>(KNOWN);
    private final List<String> words = new ArrayList<>();

    Options(String... arguments) {
        for (String argument : arguments) {
            if (!argument.startsWith("--")) {
                words.add(argument);
                continue;
            }
            String[] pair = argument.substring(2).split("=", 2);
            if (pair.length != 2 || !KNOWN.containsKey(pair[0])) {
                throw new IllegalArgumentException(argument + ": options are " + KNOWN);
            }
            values.put(pair[0], pair[1]);
        }
    }

    List<String> words() {
        return words;
    }

    /** A count of messages, scaled. */
    int scaled(int count) {
        return (int) Math.max(100, count * Double.parseDouble(values.get("scale")));
    }

    int warm() {
        return number("warm");
    }

    int windows() {
        return number("windows");
    }

    int count() {
        return scaled(number("count"));
    }

    int connections() {
        return number("connections");
    }

    int window() {
        return number("window");
    }

    int kannelWindow() {
        return number("kannel-window");
    }

    List<String> jvm() {
        return Arrays.stream(values.get("jvm").split(" ")).filter(flag -> !flag.isEmpty()).toList();
    }

    String settings() {
        return values.get("settings").replace(';', '\n') + "\n";
    }

    /** The jar of another build. */
    Path against() {
        if (values.get("against").isEmpty()) {
            throw new IllegalArgumentException("--against: which jar?");
        }
        return Path.of(values.get("against")).toAbsolutePath();
    }

    private int number(String name) {
        return Integer.parseInt(values.get(name).replace("_", ""));
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
