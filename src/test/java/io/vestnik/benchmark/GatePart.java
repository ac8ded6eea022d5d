package io.vestnik.benchmark;

import java.io.IOException;
import java.net.http.HttpResponse;

/** What protecting a recipient costs: messages that nothing holds back against marketing that everything is asked for, in turns. */
final class GatePart {

    private static final int PEOPLE = 2_000;
    private static final String ACCOUNT = "guarded";
    private static final String KEY = ACCOUNT + "-key";
    /** Of the second account: open, and roomy, but asked. */
    private static final String SETTINGS =
            """
              accounts[1].hours.marketing: "00:00-23:59"
              accounts[1].caps.marketing.month: 1000000
            """;

    private GatePart() {}

    static void run(Options options, Report report) throws IOException, InterruptedException {
        try (Rig rig = new Rig("gate", options, report, options.window(), SETTINGS, ACCOUNT).start()) {
            for (int i = 0; i < PEOPLE; i++) {
                introduce(rig, i);
            }
            Form guarded = SingleForm.rest(KEY, "marketing", PEOPLE);
            rig.warm();
            rig.window("warm-up of the other", guarded, options.connections(), options.warm() / 2);
            Pairs<Window> windows = Pairs.run(options.windows(),
                    i -> rig.window("free " + i, rig.rest(), options.connections(), options.count()),
                    i -> rig.window("guarded " + i, guarded, options.connections(), options.count()));
            report.row("end to end free, guarded, messages a second", windows, Window::rate, "");
            report.row("CPU µs a message of hub and PostgreSQL", windows,
                    w -> Usage.micros(w.usage().hub(), w.count()) + Usage.micros(w.usage().postgres(), w.count()), "");
            rig.reckon();
        }
    }

    /** A contact with a zone of its own and a consent. */
    private static void introduce(Rig rig, int number) throws IOException, InterruptedException {
        String phone = "+" + Template.phone(number);
        good(rig.hub.put("/api/v1/contacts/person-" + number, KEY,
                "{\"phone\":\"" + phone + "\",\"email\":\"person" + number + "@example.org\",\"timezone\":\"Asia/Omsk\"}"));
        good(rig.hub.post("/api/v1/consents", KEY,
                "{\"to\":{\"phone\":\"" + phone + "\"},\"class\":\"marketing\",\"granted\":true,\"method\":\"web-form\"}"));
    }

    private static void good(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }
}
