package io.vestnik.ledger;

import com.fasterxml.jackson.core.type.TypeReference;
import io.vestnik.channel.ContentColumn;
import io.vestnik.message.Content;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.RowCallbackHandler;

/** Puts rows of messages joined with their deliveries together. */
final class RecordRows implements RowCallbackHandler {

    private static final TypeReference<List<MessageRecord.Entry>> ENTRIES = new TypeReference<>() {};

    private static final Set<String> FIRST = Set.of("accepted", "scheduled");

    /** At one moment, what happened on a channel comes before what it meant for the message. */
    private static final Comparator<MessageRecord.Entry> IN_ORDER = Comparator.comparing(MessageRecord.Entry::at)
            .thenComparing(entry -> !FIRST.contains(entry.event()))
            .thenComparing(entry -> entry.channel() == null);

    private final Map<String, MessageRecord> byId = new LinkedHashMap<>();
    private final boolean withTimeline;

    RecordRows(boolean withTimeline) {
        this.withTimeline = withTimeline;
    }

    /** In the order of the rows. */
    List<MessageRecord> records() {
        if (withTimeline) {
            byId.values().forEach(RecordRows::order);
        }
        return List.copyOf(byId.values());
    }

    /** The first claim is not written to the message: it says so here. */
    private static void order(MessageRecord message) {
        List<MessageRecord.Entry> timeline = message.timeline();
        if (timeline.stream().noneMatch(entry -> entry.event().equals("dispatched"))) {
            timeline.stream()
                    .filter(entry -> entry.event().equals("sending"))
                    .min(Comparator.comparing(MessageRecord.Entry::at))
                    .ifPresent(first -> timeline.add(new MessageRecord.Entry(first.at(), "dispatched", null, null, null)));
        }
        timeline.sort(IN_ORDER);
    }

    @Override
    public void processRow(ResultSet row) throws SQLException {
        MessageRecord message = byId.get(row.getString("id"));
        if (message == null) {
            message = message(row);
            byId.put(message.id(), message);
        }
        if (row.getString("delivery_id") != null) {
            message.deliveries().add(attempt(row));
            if (withTimeline) {
                String channel = row.getString("channel");
                for (MessageRecord.Entry e : Json.read(row.getString("delivery_timeline"), ENTRIES)) {
                    message.timeline().add(new MessageRecord.Entry(e.at(), e.event(), channel, e.code(), e.text(), e.why()));
                }
            }
        }
    }

    private MessageRecord message(ResultSet row) throws SQLException {
        Content content = withTimeline
                ? ContentColumn.open("message.content", row.getString("id"), row.getString("content"))
                : Content.TEXT_ALONE;
        return new MessageRecord(
                row.getString("id"),
                row.getString("account"),
                row.getString("status"),
                row.getString("class"),
                Json.strings(row.getString("recipient")),
                instant(row, "created_at"),
                instant(row, "final_at"),
                row.getString("reason"),
                Json.strings(row.getString("tags")),
                content.media(),
                content.buttons(),
                new ArrayList<>(),
                withTimeline ? new ArrayList<>(Json.read(row.getString("timeline"), ENTRIES)) : null);
    }

    private static MessageRecord.Attempt attempt(ResultSet row) throws SQLException {
        return new MessageRecord.Attempt(
                row.getString("delivery_id"),
                row.getString("channel"),
                row.getString("provider"),
                row.getString("address"),
                row.getString("delivery_status"),
                row.getString("part"),
                row.getInt("segments"),
                row.getInt("attempts"),
                instant(row, "sent_at"),
                instant(row, "delivery_final_at"),
                row.getString("code"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
