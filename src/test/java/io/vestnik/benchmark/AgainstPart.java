package io.vestnik.benchmark;

import java.io.IOException;

/** This build against another one in turns, each with a hub and data of its own; the one that is not measured has nothing to do. */
final class AgainstPart {

    private AgainstPart() {}

    static void run(Options options, Report report) throws IOException, InterruptedException {
        try (Rig other = new Rig("other", options.against(), options, report).start();
                Rig own = new Rig("own", HubProcess.JAR, options, report).start()) {
            other.warm();
            own.warm();
            Pairs<Window> windows = Pairs.run(options.windows(),
                    i -> other.window("other " + i, other.rest(), options.connections(), options.count()),
                    i -> own.window("own " + i, own.rest(), options.connections(), options.count()));
            report.row("end to end by the other build, by this one, messages a second", windows, Window::rate, "");
            report.row("CPU µs a message of hub and PostgreSQL", windows,
                    w -> Usage.micros(w.usage().hub(), w.count()) + Usage.micros(w.usage().postgres(), w.count()), "");
            report.row("CPU µs a message of the hub", windows, w -> Usage.micros(w.usage().hub(), w.count()), "");
            report.row("CPU µs a message of PostgreSQL", windows, w -> Usage.micros(w.usage().postgres(), w.count()), "");
            other.reckon();
            own.reckon();
        }
    }
}
