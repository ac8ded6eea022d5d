package io.vestnik.benchmark;

import java.io.IOException;
import java.util.function.ToDoubleFunction;

/** The SMPP door against the REST door in turns: from the submit to the carrier's submit, and to the receipt. */
final class SmppPart {

    private static final int SESSIONS = 4;
    private static final int WINDOW = 100;

    private SmppPart() {}

    static void run(Options options, Report report) throws IOException, InterruptedException {
        try (Rig rig = new Rig("smpp", options, report).start(); EsmeLoad esme = rig.esme(SESSIONS, WINDOW)) {
            rig.warm();
            rig.window("warm-up by SMPP", esme, options.warm() / 2);
            Pairs<Window> windows = Pairs.run(options.windows(),
                    i -> rig.window("REST " + i, rig.rest(), options.connections(), options.count()),
                    i -> rig.window("SMPP " + i, esme, options.count()));
            row(report, "end to end by REST, by SMPP, messages a second", windows, Window::rate, "SMPP at least REST");
            row(report, "accepts a second by REST, by SMPP", windows, Window::accepts, "");
            row(report, "submits to the carrier a second by REST, by SMPP", windows, Window::submits, "SMPP at least REST");
            row(report, "CPU µs a message by REST, by SMPP", windows, w -> Usage.micros(w.usage().all(), w.count()), "");
            rig.reckon();
        }
    }

    private static void row(
            Report report, String figure, Pairs<Window> windows, ToDoubleFunction<Window> value, String must) {
        String both = Window.median(windows.first(), value) + " / " + Window.median(windows.second(), value)
                + String.format(", ratio %.2f", windows.ratio(value));
        report.say("%s: %s", figure, both);
        report.row(figure, both, must);
    }
}
