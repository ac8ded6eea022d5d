package io.vestnik.ledger;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whom messages are for, and for how long they are of use: what a change of a message mostly does not need. */
@Component
class Recipients {

    record Recipient(Map<String, String> to, Duration validFor) {}

    private final JdbcClient jdbc;

    Recipients(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By the id of the message. */
    Map<String, Recipient> of(Collection<String> messageIds) {
        Map<String, Recipient> recipients = new HashMap<>();
        jdbc.sql("SELECT id, recipient, greatest(created_at, send_at), valid_until FROM message WHERE id = ANY (:ids)")
                .param("ids", messageIds.toArray(String[]::new))
                .query(row -> {
                    Duration validFor = Duration.between(row.getTimestamp(3).toInstant(), row.getTimestamp(4).toInstant());
                    recipients.put(row.getString(1), new Recipient(Json.strings(row.getString(2)), validFor));
                });
        return recipients;
    }
}
