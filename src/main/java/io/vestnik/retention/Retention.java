package io.vestnik.retention;

import io.vestnik.node.Node;
import io.vestnik.settings.KeepSettings;
import io.vestnik.settings.VestnikSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Removes what has been kept long enough; {@code routes/core/clock.camel.yaml} says how often a portion. */
@Component("retention")
public class Retention {

    private static final Duration KEYS = Duration.ofDays(7); // promised by the contract
    private static final Duration NONCES = Duration.ofHours(1); // of use for 5 min, and then refused by their age

    private final Node node;
    private final Clock clock;
    private final List<Passes> all; // messages first: what hangs on them goes after them

    Retention(OldMessages messages, JdbcClient jdbc, VestnikSettings settings, Node node, Clock clock) {
        KeepSettings keep = settings.keep();
        this.node = node;
        this.clock = clock;
        this.all = List.of(
                messages,
                new OldRows(jdbc, "idempotency", "r.created_at < :before::timestamptz", now -> now.minus(KEYS)),
                // looks each delivery up, and never joins the two tables
                new OldRows(
                        jdbc,
                        "provider_message",
                        """
                        r.at < CASE WHEN r.delivery_id IS NULL THEN now() - interval '1 day' ELSE :before::timestamptz END
                        AND (SELECT d.id FROM delivery d WHERE d.id = r.delivery_id COLLATE "C") IS NULL
                        """,
                        keep::messagesSince),
                new OldRows(jdbc, "sandbox_message", "r.at < :before::timestamptz AND r.due IS NULL", keep::messagesSince),
                new OldRows(jdbc, "esme_deliver", "r.done_at < :before::timestamptz", keep::messagesSince),
                new OldRows(
                        jdbc,
                        "esme_submit",
                        """
                        r.submitted_at < :before::timestamptz AND r.due IS NULL
                        AND (SELECT m.id FROM message m WHERE m.id = r.message_id) IS NULL
                        """,
                        keep::messagesSince),
                new OldRows(jdbc, "file", "r.at < :before::timestamptz AND r.status <> 'read'", keep::messagesSince),
                new OldRows(jdbc, "file_row", "(SELECT f.id FROM file f WHERE f.id = r.file) IS NULL", keep::messagesSince),
                new OldRows(jdbc, "reply", "r.at < :before::timestamptz AND r.due IS NULL", keep::messagesSince),
                new OldRows(jdbc, "suppression", "r.expires < :before::timestamptz", now -> now),
                new OldRows(jdbc, "soap_nonce", "r.created < :before::timestamptz", now -> now.minus(NONCES)),
                new OldRows(jdbc, "dead_letter", "r.at < :before::timestamptz", keep::deadLettersSince));
    }

    /** A portion of the first table that is not at rest; on one node of all. */
    public void remove() {
        if (!node.isFirst()) {
            return;
        }
        Instant now = clock.instant();
        all.stream().filter(passes -> !passes.isResting(now)).findFirst().ifPresent(passes -> passes.work(now));
    }
}
