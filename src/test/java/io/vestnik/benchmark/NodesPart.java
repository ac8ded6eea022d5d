package io.vestnik.benchmark;

import io.vestnik.platform.postgres.ExternalPostgres;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One node and two on one PostgreSQL and one broker, neither of them a node's own. */
final class NodesPart {

    private NodesPart() {}

    static void run(Options options, Report report) throws IOException, InterruptedException {
        ExternalPostgres postgres = new ExternalPostgres();
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::close)); // should the benchmark be broken off
        try (postgres; Broker broker = new Broker()) {
            postgres.start();
            String settings = Stream.concat(postgres.settings().stream(), broker.settings().stream())
                    .map(setting -> setting.replaceFirst("=", ": "))
                    .collect(Collectors.joining("\n", "", "\n"));
            try (Rig rig = new Rig("nodes", options, report, options.window(), settings).start()) {
                rig.warm();
                double one = median(rig, List.of(rig.hub));
                try (HubProcess second = rig.anotherHub()) {
                    second.start();
                    Rig.await("both bound", () -> rig.carrier.bound() > 1);
                    List<HubProcess> both = List.of(rig.hub, second);
                    window(rig, both, options.warm()); // the second is cold
                    double two = median(rig, both);
                    report.row("one node / two nodes, messages a second", String.format("%,.0f / %,.0f", one, two), "");
                }
                rig.reckon();
            }
        }
    }

    private static double median(Rig rig, List<HubProcess> nodes) throws IOException, InterruptedException {
        double[] rates = new double[rig.options.windows()];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = window(rig, nodes, rig.options.count());
        }
        return Window.middle(rates);
    }

    private static double window(Rig rig, List<HubProcess> nodes, int count)
            throws IOException, InterruptedException {
        rig.awaitQuiet();
        Tally.Counts before = rig.counts();
        long started = System.nanoTime();
        List<Load> loads = new ArrayList<>();
        for (HubProcess node : nodes) {
            loads.add(new Load(rig.loop, rig.tally, rig.rest(), node.port(), rig.options.connections() / nodes.size(),
                    count / nodes.size(), 0));
        }
        for (Load load : loads) {
            Rig.awaitFinished(load);
        }
        rig.awaitTold(rig.tally);
        Tally.Counts after = rig.counts();
        double submits = (after.submits() - before.submits()) * 1e9 / (after.lastSubmit() - started);
        double callbacks = (after.callbacks() - before.callbacks()) * 1e9 / (after.lastCallback() - started);
        double rate = Math.min(submits, callbacks);
        Tally.Outcome outcome = rig.loop.ask(() -> rig.tally.outcome(loads.get(0).span().first(), loads.get(nodes.size() - 1).span().end()));
        rig.report.say("%d nodes: %,d told, end to end %,.0f/s, answer %s; lost %d, untold %d, repeated %d, refused %d",
                nodes.size(), after.callbacks() - before.callbacks(), rate, outcome.toAnswer(), outcome.lost(), outcome.untold(), outcome.repeated().length,
                after.refused() - before.refused() + after.broken() - before.broken());
        return rate;
    }
}
