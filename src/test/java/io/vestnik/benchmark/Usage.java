package io.vestnik.benchmark;

import java.util.Map;
import java.util.TreeMap;

/** CPU s that everybody has used, up to a moment or between two. */
record Usage(double hub, double postgres, double tools, Map<String, Double> threads) {

    private static final double MICROS = 1e6;

    static Usage now(long hub, long postgres) {
        return new Usage(
                Processes.cpu(hub), Processes.cpuOfTree(postgres), Processes.cpu(ProcessHandle.current().pid()),
                Processes.cpuByThread(hub));
    }

    Usage since(Usage before) {
        Map<String, Double> difference = new TreeMap<>(threads);
        difference.replaceAll((name, seconds) -> seconds - before.threads.getOrDefault(name, 0.0));
        return new Usage(hub - before.hub, postgres - before.postgres, tools - before.tools, difference);
    }

    double all() {
        return hub + postgres + tools;
    }

    /** In µs a message. */
    String perMessage(long messages) {
        return String.format("CPU a message: hub %.0f + PostgreSQL %.0f + tools %.0f = %.0f µs",
                micros(hub, messages), micros(postgres, messages), micros(tools, messages), micros(all(), messages));
    }

    static double micros(double seconds, long messages) {
        return seconds * MICROS / messages;
    }
}
