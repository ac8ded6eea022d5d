package io.vestnik.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What processes have used: from Linux' /proc where it is, else what the JDK can tell. */
final class Processes {

    private static final Path PROC = Path.of("/proc");
    private static final double TICK = 0.01; // s; what Linux tells its programs, whatever its own
    private static final int USER_TIME = 11;
    private static final long PAGE = 1024;
    private static final double QUIET = 0.15; // of a core; the clocks and the broker's housekeeping are less

    private Processes() {}

    /** CPU s of a process; with those of its ended children. */
    static double cpu(long pid) {
        try {
            String[] fields = fields(PROC.resolve(pid + "/stat"));
            return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1])
                    + Long.parseLong(fields[USER_TIME + 2]) + Long.parseLong(fields[USER_TIME + 3])) * TICK;
        } catch (IOException e) {
            return ProcessHandle.of(pid).flatMap(p -> p.info().totalCpuDuration()).orElse(Duration.ZERO).toMillis() / 1e3;
        }
    }

    /** CPU s of a process and all under it; 0: it is none. */
    static double cpuOfTree(long pid) {
        return pid == 0 ? 0 : tree(pid).mapToDouble(Processes::cpu).sum();
    }

    /** Returns when they and all under them have had next to nothing to do for a second; after 15 s it does not wait any longer. */
    static void awaitQuiet(long... pids) throws InterruptedException {
        double before = cpuOfTrees(pids);
        for (int second = 0; second < 15; second++) {
            TimeUnit.SECONDS.sleep(1);
            double now = cpuOfTrees(pids);
            if (now - before < QUIET) {
                return;
            }
            before = now;
        }
    }

    private static double cpuOfTrees(long... pids) {
        return Arrays.stream(pids).mapToDouble(Processes::cpuOfTree).sum();
    }

    private static Stream<Long> tree(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .map(ProcessHandle::pid);
    }

    /** CPU s by thread, digits of the names as N; as Linux has them, cut to 15 letters. Empty elsewhere. */
    static Map<String, Double> cpuByThread(long pid) {
        Map<String, Double> threads = new TreeMap<>();
        try (Stream<Path> tasks = Files.list(PROC.resolve(pid + "/task"))) {
            for (Path task : tasks.toList()) {
                thread(task, threads);
            }
        } catch (IOException e) {
            return threads; // not Linux
        }
        return threads;
    }

    private static void thread(Path task, Map<String, Double> threads) throws IOException {
        try {
            String name = Files.readString(task.resolve("comm")).strip();
            String[] fields = fields(task.resolve("stat"));
            double seconds = (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1])) * TICK;
            threads.merge(group(name), seconds, Double::sum);
        } catch (NoSuchFileException e) {
            // it has ended
        }
    }

    /** The name under which threads are counted together. */
    static String group(String thread) {
        return thread.substring(0, Math.min(15, thread.length())).replaceAll("[0-9]+", "N").strip();
    }

    static int threads(long pid) {
        return (int) status(PROC.resolve(pid + "/status"), "Threads:");
    }

    /** Resident memory in MiB. */
    static long memory(long pid) {
        return status(PROC.resolve(pid + "/status"), "VmRSS:") / PAGE;
    }

    /** Memory of a process and all under it in MiB; what they share counts once. */
    static long memoryOfTree(long pid) {
        return pid == 0 ? 0 : tree(pid).mapToLong(p -> status(PROC.resolve(p + "/smaps_rollup"), "Pss:")).sum() / PAGE;
    }

    private static long status(Path file, String name) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name)).findFirst()
                    .map(line -> Long.parseLong(line.replaceAll("[^0-9]", ""))).orElse(0L);
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0; // gone, or not Linux
        }
    }

    /** After the name, which may have blanks. */
    private static String[] fields(Path file) throws IOException {
        String text = Files.readString(file);
        return text.substring(text.lastIndexOf(')') + 2).split(" ");
    }
}
