package io.vestnik.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import jdk.jfr.Configuration;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** One more window under the JDK's flight recorder: where the CPU and the bytes of a message go. */
final class Profile {

    private static final Map<String, String> RECORDED = // with its period
            Map.of("jdk.ExecutionSample", "10 ms", "jdk.ThreadAllocationStatistics", "1 s");
    private static final double LEAST_MICROS = 0.5;
    private static final int CLASSES = 25;

    private final Rig rig;
    private final Map<String, Map<String, Integer>> steps = new HashMap<>();
    private final Map<String, Map<String, Integer>> classes = new HashMap<>();
    private final Map<String, Integer> samples = new HashMap<>();
    private final Map<Long, long[]> allocated = new HashMap<>();

    Profile(Rig rig) {
        this.rig = rig;
    }

    void run(int count) throws IOException, InterruptedException, ParseException {
        Path folder = Files.createTempDirectory(Path.of("target", "benchmark"), "profile-").toAbsolutePath();
        Path settings = folder.resolve("settings.jfc");
        Files.writeString(settings, settings());
        Path recording = folder.resolve("hub.jfr");
        rig.hub.command("JFR.start", "name=benchmark", "settings=" + settings, "filename=" + recording);
        TimeUnit.SECONDS.sleep(2); // allocation is counted once a second
        Window window = rig.window("profiled", rig.rest(), rig.options.connections(), count);
        TimeUnit.SECONDS.sleep(2);
        rig.hub.command("JFR.stop", "name=benchmark");
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                read(file.readEvent());
            }
        }
        tell(window);
    }

    /** Two events and no other: what the settings don't name is recorded, and costs more than the hub. */
    private static String settings() throws IOException, ParseException {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<configuration version=\"2.0\">\n");
        Configuration.getConfiguration("default").getSettings().keySet().stream()
                .map(key -> key.replaceFirst("#.*", ""))
                .distinct()
                .forEach(event -> xml.append("<event name=\"").append(event).append("\">").append(RECORDED.containsKey(event)
                                ? "<setting name=\"enabled\">true</setting><setting name=\"period\">" + RECORDED.get(event)
                                : "<setting name=\"enabled\">false")
                        .append("</setting></event>\n"));
        return xml.append("</configuration>\n").toString();
    }

    private void read(RecordedEvent event) {
        if (event.getEventType().getName().equals("jdk.ThreadAllocationStatistics")) {
            long bytes = event.getLong("allocated");
            allocated.computeIfAbsent(event.<RecordedThread>getValue("thread").getJavaThreadId(), id -> new long[] {bytes, bytes})[1] =
                    bytes;
        } else if (event.getEventType().getName().equals("jdk.ExecutionSample") && event.getStackTrace() != null) {
            String thread = Processes.group(event.<RecordedThread>getValue("sampledThread").getJavaName());
            samples.merge(thread, 1, Integer::sum);
            String step = "other";
            String ours = null;
            for (RecordedFrame frame : event.getStackTrace().getFrames()) {
                String name = frame.getMethod().getType().getName();
                if (step.equals("other")) {
                    step = Steps.of(name);
                }
                if (ours == null && name.startsWith("io.vestnik.")) {
                    ours = name.replaceFirst("\\$.*", "").substring("io.vestnik.".length());
                }
            }
            steps.computeIfAbsent(thread, t -> new TreeMap<>()).merge(step, 1, Integer::sum);
            classes.computeIfAbsent(thread, t -> new TreeMap<>()).merge(ours == null ? "none" : ours, 1, Integer::sum);
        }
    }

    private void tell(Window window) {
        long bytes = allocated.values().stream().mapToLong(b -> b[1] - b[0]).sum();
        rig.report.say("allocated a message: %,d bytes", bytes / window.count());
        rig.report.row("bytes allocated a message", String.format("%,d", bytes / window.count()), "");
        Map<String, Double> threads = new TreeMap<>(window.usage().threads());
        threads.replaceAll((name, seconds) -> Usage.micros(seconds, window.count()));
        rig.report.say("by thread, µs a message: %s", text(threads, 40));
        Map<String, Double> bySteps = spread(threads, steps);
        rig.report.say("by step, µs a message: %s", text(bySteps, 40));
        rig.report.row("the hub's CPU µs a message by step", text(bySteps, 40), "");
        rig.report.say("by class of ours nearest to the work, µs a message: %s", text(spread(threads, classes), CLASSES));
    }

    /** A thread's CPU, which the system counts, by what its samples were at, since samples see no native code and no kernel. */
    private Map<String, Double> spread(Map<String, Double> threads, Map<String, Map<String, Integer>> shares) {
        Map<String, Double> spread = new TreeMap<>();
        threads.forEach((thread, micros) -> {
            if (shares.containsKey(thread)) {
                shares.get(thread).forEach((what, count) ->
                        spread.merge(what, micros * count / samples.get(thread), Double::sum));
            } else {
                spread.merge(Steps.ofThread(thread), micros, Double::sum);
            }
        });
        return spread;
    }

    private static String text(Map<String, Double> micros, int most) {
        return micros.entrySet().stream()
                .filter(e -> e.getValue() >= LEAST_MICROS)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(most)
                .map(e -> String.format("%s %.0f", e.getKey(), e.getValue()))
                .collect(Collectors.joining(", "));
    }
}
