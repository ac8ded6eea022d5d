package io.vestnik.retention;

import io.vestnik.node.Node;
import io.vestnik.settings.KeepSettings;
import io.vestnik.settings.VestnikSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Removes what has been kept long enough; {@code routes/core/clock.camel.yaml} says how often a portion. */
@Component("retention")
public class Retention {

    private static final Duration KEYS = Duration.ofDays(7); // promised by the contract
    private static final Duration NONCES = Duration.ofHours(1); // of use for 5 min, and then refused by their age

    private static final Duration WINDOWS = Duration.ofDays(30); // longer than any platform's
    private static final Duration HEALTH = Duration.ofMinutes(61); // an hour is looked at
    private static final Duration COUNTED = Duration.ofDays(62); // no cap looks further back than a month

    private final Node node;
    private final Clock clock;
    private final List<Passes> all; // messages first: what hangs on them goes after them

    Retention(JdbcClient jdbc, TransactionTemplate transaction, VestnikSettings settings, Node node, Clock clock) {
        KeepSettings keep = settings.keep();
        this.node = node;
        this.clock = clock;
        List<Passes> messages = List.copyOf(OldMessages.of(keep, jdbc, transaction));
        List<Passes> others = List.of(
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
                new OldRows(jdbc, "start_link", "r.expires < :before::timestamptz", now -> now),
                new OldRows(
                        jdbc,
                        "session",
                        "r.updated_at < :before::timestamptz AND r.state <> 'blocked' AND r.kept IS NULL",
                        now -> Collections.min(List.of(keep.messagesSince(now), now.minus(WINDOWS)))),
                new OldRows(jdbc, "soap_nonce", "r.created < :before::timestamptz", now -> now.minus(NONCES)),
                new OldRows(jdbc, "provider_minute", "r.minute < :before::timestamptz", now -> now.minus(HEALTH)),
                new OldRows(jdbc, "dead_letter", "r.at < :before::timestamptz", keep::deadLettersSince),
                new OldRows(jdbc, "erasure", "r.finished_at < :before::timestamptz", keep::actsSince),
                new OldRows(jdbc, "access", "r.at < :before::timestamptz", keep::accessSince),
                new OldRows(
                        jdbc,
                        "frequency",
                        "NOT EXISTS (SELECT FROM jsonb_object_keys(r.days) AS d (day) WHERE d.day >= left(:before, 10))",
                        now -> now.minus(COUNTED)));
        this.all = Stream.concat(messages.stream(), others.stream()).toList();
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
