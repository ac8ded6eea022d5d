package io.vestnik.ledger;

import com.github.f4b6a3.ulid.Ulid;
import io.vestnik.message.MessageClass;
import io.vestnik.settings.VestnikSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads messages with their deliveries for a change: the message's row is the lock of all that hangs on it. */
@Component
class MessageRows {

    // Locked in id order by everyone, so that batches never wait for each other in a circle.
    private static final String LOCK_BY_DELIVERY =
            """
            SELECT id FROM message WHERE id IN (SELECT message_id FROM delivery WHERE id = ANY (:ids)) ORDER BY id FOR UPDATE
            """;
    private static final String LOCK = "SELECT id FROM message WHERE id = ANY (:ids) ORDER BY id FOR UPDATE";
    // A statement of its own after the lock: it sees what the holder before us has committed.
    private static final String LOAD =
            """
            SELECT m.id AS message, m.account, m.class, m.status AS message_status, m.plan, m.tags, m.callback_url,
                   m.callback_events, m.sequence, m.valid_until, m.send_at, m.traceparent, d.*
            FROM message m JOIN delivery d ON d.message_id = m.id
            WHERE m.id = ANY (:ids) ORDER BY m.id, d.position
            """;

    private final JdbcClient jdbc;
    private final Message.Waits waits;

    MessageRows(JdbcClient jdbc, VestnikSettings settings) {
        this.jdbc = jdbc;
        this.waits = new Message.Waits(settings.unknownWait(), settings.stepTimeout());
    }

    Messages lockByDelivery(Collection<String> deliveryIds) {
        return load(lock(LOCK_BY_DELIVERY, deliveryIds));
    }

    Messages lock(Collection<String> messageIds) {
        return load(lock(LOCK, messageIds));
    }

    private List<String> lock(String statement, Collection<String> ids) {
        return jdbc.sql(statement).param("ids", ids.toArray(String[]::new)).query(String.class).list();
    }

    private Messages load(List<String> ids) {
        Map<String, Message> messages = new LinkedHashMap<>();
        if (!ids.isEmpty()) {
            jdbc.sql(LOAD).param("ids", ids.toArray(String[]::new)).query((ResultSet row) -> {
                String id = row.getString("message");
                Message message = messages.get(id);
                if (message == null) {
                    message = message(row, id);
                    messages.put(id, message);
                }
                Delivery delivery = delivery(row);
                message.deliveries.add(delivery);
                if (delivery.provider != null && message.status.compareTo(MessageStatus.DISPATCHED) < 0) {
                    message.status = MessageStatus.DISPATCHED; // the claim writes the delivery alone
                }
            });
        }
        return new Messages(messages.values());
    }

    private Message message(ResultSet row, String id) throws SQLException {
        Message message = new Message(
                id,
                row.getString("account"),
                MessageClass.of(row.getString("class")),
                MessageStatus.of(row.getString("message_status")),
                Json.steps(row.getString("plan")),
                Json.strings(row.getString("tags")),
                row.getString("callback_url"),
                Set.copyOf(Arrays.asList((String[]) row.getArray("callback_events").getArray())),
                row.getInt("sequence"),
                instant(row, "valid_until"),
                waits);
        Instant sendAt = instant(row, "send_at");
        message.since = sendAt == null ? Ulid.getInstant(id) : sendAt;
        message.traceparent = row.getString("traceparent");
        return message;
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        Delivery delivery = new Delivery(
                row.getString("id"),
                row.getInt("position"),
                row.getString("channel"),
                row.getString("address"),
                row.getInt("segments"),
                row.getInt("reference"),
                false,
                DeliveryStatus.of(row.getString("status")));
        delivery.provider = row.getString("provider");
        delivery.code = row.getString("code");
        delivery.attempts = row.getInt("attempts");
        delivery.repeats = row.getInt("repeats");
        delivery.parts = Json.parts(row.getString("parts"));
        delivery.timedOut = row.getBoolean("timed_out");
        delivery.node = row.getString("node");
        delivery.due = instant(row, "due");
        delivery.sentAt = instant(row, "sent_at");
        delivery.finalAt = instant(row, "final_at");
        delivery.refusedBy = row.getString("refused_by");
        return delivery;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }

    Message.Waits waits() {
        return waits;
    }
}
