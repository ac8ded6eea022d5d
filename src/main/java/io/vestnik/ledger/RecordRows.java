package io.vestnik.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.RowCallbackHandler;

/** Puts rows of messages joined with their deliveries together. */
final class RecordRows implements RowCallbackHandler {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};
    private static final TypeReference<List<MessageRecord.Entry>> ENTRIES = new TypeReference<>() {};

    /** At one moment, what happened on a channel comes before what it meant for the message. */
    private static final Comparator<MessageRecord.Entry> IN_ORDER = Comparator.comparing(MessageRecord.Entry::at)
            .thenComparing(MessageRecord.Entry::channel, Comparator.nullsLast((a, b) -> 0));

    private final Map<String, MessageRecord> byId = new LinkedHashMap<>();
    private final boolean withTimeline;

    RecordRows(boolean withTimeline) {
        this.withTimeline = withTimeline;
    }

    /** In the order of the rows. */
    List<MessageRecord> records() {
        if (withTimeline) {
            byId.values().forEach(message -> message.timeline().sort(IN_ORDER));
        }
        return List.copyOf(byId.values());
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
                for (MessageRecord.Entry e : read(row.getString("delivery_timeline"), ENTRIES)) {
                    message.timeline().add(new MessageRecord.Entry(e.at(), e.event(), channel, e.code(), e.text()));
                }
            }
        }
    }

    private MessageRecord message(ResultSet row) throws SQLException {
        return new MessageRecord(
                row.getString("id"),
                row.getString("account"),
                row.getString("status"),
                row.getString("class"),
                read(row.getString("recipient"), STRINGS),
                instant(row, "created_at"),
                instant(row, "final_at"),
                row.getString("reason"),
                read(row.getString("tags"), STRINGS),
                new ArrayList<>(),
                withTimeline ? new ArrayList<>(read(row.getString("timeline"), ENTRIES)) : null);
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

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a jsonb column is not of its form", e);
        }
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
