package io.vestnik.benchmark;

import java.io.IOException;

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
            report.row("end to end by REST, by SMPP, messages a second", windows, Window::rate, "SMPP at least REST");
            report.row("accepts a second by REST, by SMPP", windows, Window::accepts, "");
            report.row("submits to the carrier a second by REST, by SMPP", windows, Window::submits, "SMPP at least REST");
            report.row("CPU µs a message by REST, by SMPP", windows, w -> Usage.micros(w.usage().all(), w.count()), "");
            rig.reckon();
        }
    }
}
