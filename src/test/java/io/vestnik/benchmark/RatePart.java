package io.vestnik.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How many messages a second, and what each costs. */
final class RatePart {

    private RatePart() {}

    static void run(Options options, Report report) throws Exception {
        try (Rig rig = new Rig("rate", options, report).start()) {
            rig.warm();
            List<Window> rest = windows(rig, "REST", rig.rest(), options.connections(), options.count());
            tell(report, "REST", rest);
            Window sustained = rig.window("sustained", rig.rest(), options.connections(), options.scaled(200_000));
            report.row("end to end, sustained over " + sustained.count(), String.format("%,.0f/s", sustained.rate()), "");
            new Profile(rig).run(options.count());
            tell(report, "SOAP", windows(rig, "SOAP", rig.soap(), options.connections(), options.count() / 2));
            tell(report, "batches of 10,000", windows(rig, "batch", rig.batch(), 4, options.count()));
            rig.reckon();
        }
    }

    static List<Window> windows(Rig rig, String name, Form form, int connections, int count)
            throws IOException, InterruptedException {
        List<Window> windows = new ArrayList<>();
        for (int i = 1; i <= rig.options.windows(); i++) {
            windows.add(rig.window(name + " " + i, form, connections, count));
        }
        return windows;
    }

    private static void tell(Report report, String name, List<Window> windows) {
        report.say("%s end to end, median: %s messages a second", name, Window.median(windows, Window::rate));
        report.row("end to end by " + name + ", messages a second", Window.median(windows, Window::rate), "");
        report.row("CPU µs a message by " + name + ": hub / PostgreSQL / tools", String.join(" / ",
                Window.median(windows, w -> Usage.micros(w.usage().hub(), w.count())),
                Window.median(windows, w -> Usage.micros(w.usage().postgres(), w.count())),
                Window.median(windows, w -> Usage.micros(w.usage().tools(), w.count()))), "");
        report.row("answer p50 / p99 by " + name + ", ms", String.join(" / ",
                Window.median(windows, w -> w.outcome().toAnswer().p50()),
                Window.median(windows, w -> w.outcome().toAnswer().p99())), "");
    }
}
