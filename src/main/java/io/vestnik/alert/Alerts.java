package io.vestnik.alert;

import java.time.Clock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Tells operators. Never waits, never fails: whoever has something to tell has messages to deliver. */
@Component
public class Alerts {

    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class.getPackageName());

    private final Consumer<Alert> webhook;
    private final Clock clock;

    /** @param webhook takes an alert without waiting */
    public Alerts(@Qualifier("alertWebhook") Consumer<Alert> webhook, Clock clock) {
        this.webhook = webhook;
        this.clock = clock;
    }

    public void raise(Alert.Kind kind, String subject, String text) {
        tell(new Alert(kind, true, subject, text, clock.instant()));
    }

    /** What was raised about the subject is over. */
    public void resolve(Alert.Kind kind, String subject, String text) {
        tell(new Alert(kind, false, subject, text, clock.instant()));
    }

    private void tell(Alert alert) {
        LOG.atLevel(alert.firing() ? Level.ERROR : Level.INFO)
                .addKeyValue("alert", alert.kind())
                .addKeyValue("state", alert.state())
                .addKeyValue("subject", alert.subject())
                .addKeyValue("runbook", alert.kind().runbook())
                .log(alert.text());
        try {
            webhook.accept(alert);
        } catch (RuntimeException e) {
            LOG.warn("alert not handed to its webhook: {}", e.toString());
        }
    }
}
