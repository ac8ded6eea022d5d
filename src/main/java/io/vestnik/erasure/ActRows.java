package io.vestnik.erasure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.ulid.UlidCreator;
import io.vestnik.ledger.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Table {@code erasure}. */
@Component
class ActRows {

    /** Then the clock takes one over whose node is gone. */
    static final Duration LEASE = Duration.ofMinutes(1);

    /** One that is under way. */
    record Open(String id, String account, List<String> keys, Instant requestedAt) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AFTER_EVERY_ID = "~";

    private final JdbcClient jdbc;

    ActRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Open insert(String account, Person person, byte[][] hashes, String from, Instant now) {
        String id = UlidCreator.getMonotonicUlid().toString();
        jdbc.sql(
                        """
                        INSERT INTO erasure (id, account, keys, hashes, requested_at, requested_by, address, due)
                        VALUES (:id, :account, :keys, ARRAY(SELECT decode(h, 'hex') FROM unnest(:hashes::text[]) h), :now::timestamptz,
                                :account, :from, :due::timestamptz)
                        """)
                .param("id", id)
                .param("account", account)
                .param("keys", person.keys().toArray(String[]::new))
                .param("hashes", Arrays.stream(hashes).map(HexFormat.of()::formatHex).toArray(String[]::new))
                .param("now", now.toString())
                .param("from", from)
                .param("due", now.plus(LEASE).toString())
                .update();
        return new Open(id, account, List.copyOf(person.keys()), now);
    }

    /** Adds to its counts and keeps it for another while. */
    void count(String id, Map<String, Integer> more, Instant now) {
        jdbc.sql(
                        """
                        UPDATE erasure e SET due = CASE WHEN due IS NOT NULL THEN :due::timestamptz END,
                            counts = counts || coalesce((SELECT jsonb_object_agg(m.key, m.value::int + coalesce((e.counts ->> m.key)::int, 0))
                                                         FROM jsonb_each_text(:more::jsonb) m WHERE m.value::int > 0), '{}')
                        WHERE id = :id
                        """)
                .param("id", id)
                .param("more", Json.write(more))
                .param("due", now.plus(LEASE).toString())
                .update();
    }

    /** Whether it was not done before. */
    boolean finish(String id, Instant now) {
        return jdbc.sql("UPDATE erasure SET keys = NULL, due = NULL, finished_at = :now::timestamptz WHERE id = :id AND due IS NOT NULL")
                        .param("id", id)
                        .param("now", now.toString())
                        .update()
                > 0;
    }

    /** Leases one that nobody goes on with. */
    Optional<Open> due(Instant now) {
        return jdbc.sql(
                        """
                        UPDATE erasure SET due = :lease::timestamptz WHERE id =
                            (SELECT id FROM erasure WHERE due <= :now::timestamptz ORDER BY due LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING id, account, keys, requested_at
                        """)
                .param("now", now.toString())
                .param("lease", now.plus(LEASE).toString())
                .query((row, n) -> open(row))
                .optional();
    }

    /** Those under way for one of these hashes. */
    List<Open> open(String account, byte[] hash) {
        return jdbc.sql(
                        """
                        SELECT id, account, keys, requested_at FROM erasure
                        WHERE account = :account AND due IS NOT NULL AND :hash = ANY (hashes) ORDER BY id
                        """)
                .param("account", account)
                .param("hash", hash)
                .query((row, n) -> open(row))
                .list();
    }

    private static Open open(ResultSet row) throws SQLException {
        return new Open(
                row.getString("id"),
                row.getString("account"),
                List.of((String[]) row.getArray("keys").getArray()),
                row.getTimestamp("requested_at").toInstant());
    }

    Optional<Act> find(String account, String id) {
        return jdbc.sql("SELECT * FROM erasure WHERE account = :account AND id = :id")
                .param("account", account)
                .param("id", id)
                .query((row, n) -> act(row))
                .optional();
    }

    /** The latest that has this hash. */
    Optional<Act> latest(String account, byte[] hash) {
        return jdbc.sql("SELECT * FROM erasure WHERE account = :account AND :hash = ANY (hashes) ORDER BY id DESC LIMIT 1")
                .param("account", account)
                .param("hash", hash)
                .query((row, n) -> act(row))
                .optional();
    }

    List<Act> list(String account, int limit, String beforeId) {
        return jdbc.sql("SELECT * FROM erasure WHERE account = :account AND id < :before ORDER BY id DESC LIMIT :limit")
                .param("account", account)
                .param("before", beforeId == null ? AFTER_EVERY_ID : beforeId)
                .param("limit", limit)
                .query((row, n) -> act(row))
                .list();
    }

    private static Act act(ResultSet row) throws SQLException {
        Timestamp finished = row.getTimestamp("finished_at");
        return new Act(
                row.getString("id"),
                row.getString("account"),
                row.getTimestamp("requested_at").toInstant(),
                row.getString("requested_by"),
                row.getString("address"),
                finished == null ? null : finished.toInstant(),
                Arrays.stream((byte[][]) row.getArray("hashes").getArray()).map(HexFormat.of()::formatHex).toList(),
                counts(row.getString("counts")));
    }

    private static Map<String, Integer> counts(String column) {
        try {
            return JSON.readValue(column, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("erasure.counts is not JSON", e);
        }
    }
}
