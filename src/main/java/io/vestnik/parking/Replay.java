package io.vestnik.parking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vestnik.message.MessageClass;
import io.vestnik.message.NewMessage;
import io.vestnik.message.Step;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The same message once more, now, and valid for as long as the first was. */
final class Replay {

    private static final ObjectMapper JSON = JsonMapper.builder().addModule(new JavaTimeModule()).build();
    private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};
    private static final TypeReference<List<Step>> STEPS = new TypeReference<>() {};

    private Replay() {}

    /** @param message a row of the table {@code message} */
    static NewMessage of(ResultSet message, String key) throws SQLException {
        String sendAt = message.getTimestamp("send_at") == null ? "created_at" : "send_at";
        Instant from = message.getTimestamp(sendAt).toInstant();
        return new NewMessage(
                message.getString("account"),
                MessageClass.of(message.getString("class")),
                read(message.getString("recipient"), STRINGS),
                message.getString("text"),
                message.getString("sender"),
                read(message.getString("plan"), STEPS),
                null,
                Duration.between(from, message.getTimestamp("valid_until").toInstant()),
                message.getString("callback_url"),
                Set.of((String[]) message.getArray("callback_events").getArray()),
                read(message.getString("tags"), STRINGS),
                key,
                key.getBytes(StandardCharsets.UTF_8), // one dead letter, one request: nothing else can have this key's print
                message.getString("id"));
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a jsonb column is not of its form", e);
        }
    }
}
