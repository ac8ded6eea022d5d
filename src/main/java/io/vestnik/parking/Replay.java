package io.vestnik.parking;

import io.vestnik.channel.ContentColumn;
import io.vestnik.ledger.Json;
import io.vestnik.message.MessageClass;
import io.vestnik.message.NewMessage;
import io.vestnik.message.Origin;
import io.vestnik.privacy.AtRest;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** The same message once more, now, and valid for as long as the first was. */
final class Replay {

    private Replay() {}

    /** @param message a row of the table {@code message} */
    static NewMessage of(ResultSet message, String key) throws SQLException {
        String sendAt = message.getTimestamp("send_at") == null ? "created_at" : "send_at";
        Instant from = message.getTimestamp(sendAt).toInstant();
        return new NewMessage(
                null,
                message.getString("account"),
                MessageClass.of(message.getString("class")),
                Json.strings(message.getString("recipient")),
                AtRest.open("message.text", message.getString("id"), message.getString("text")),
                message.getString("sender"),
                Json.steps(message.getString("plan")),
                null,
                Duration.between(from, message.getTimestamp("valid_until").toInstant()),
                message.getString("callback_url"),
                Set.of((String[]) message.getArray("callback_events").getArray()),
                Json.strings(message.getString("tags")),
                key,
                key.getBytes(StandardCharsets.UTF_8), // one dead letter, one request: nothing else can have this key's print
                message.getString("id"),
                new Origin("replay", message.getString("traceparent")))
                .carrying(ContentColumn.open("message.content", message.getString("id"), message.getString("content")));
    }
}
