package io.vestnik.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.ulid.UlidCreator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What operators did: rows are only ever added. */
@Component
public class AuditLog {

    private static final String INSERT =
            """
            INSERT INTO audit (id, at, operator, action, object, change, address, result)
            VALUES (:id, :at::timestamptz, :operator, :action, :object, :change::jsonb, :address, :result)
            """;
    private static final String SEARCH =
            """
            SELECT * FROM audit
            WHERE (:from::timestamptz IS NULL OR at >= :from::timestamptz)
              AND (:until::timestamptz IS NULL OR at < :until::timestamptz)
              AND (:operator::text IS NULL OR operator = :operator) AND (:object::text IS NULL OR object = :object)
              AND (:before::text IS NULL OR id < :before)
            ORDER BY id DESC LIMIT :limit
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ObjectMapper json = new ObjectMapper();

    AuditLog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Writes in the running transaction: with the change, or not at all.
     *
     * @param change what is different now, as JSON; no secrets
     * @throws IllegalStateException without a transaction
     */
    public void record(Actor actor, String action, String object, Map<String, ?> change, String result) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("an action is recorded in the transaction of its change");
        }
        jdbc.sql(INSERT)
                .param("id", UlidCreator.getMonotonicUlid().toString())
                .param("at", clock.instant().toString())
                .param("operator", actor.operator())
                .param("action", action)
                .param("object", object)
                .param("change", write(change))
                .param("address", actor.address())
                .param("result", result)
                .update();
    }

    /** Newest first. */
    public List<AuditEntry> search(AuditSearch search, int limit) {
        return jdbc.sql(SEARCH)
                .param("from", text(search.from()))
                .param("until", text(search.until()))
                .param("operator", search.operator())
                .param("object", search.object())
                .param("before", search.before())
                .param("limit", limit)
                .query((row, n) -> entry(row))
                .list();
    }

    private AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getString("id"),
                row.getTimestamp("at").toInstant(),
                row.getString("operator"),
                row.getString("action"),
                row.getString("object"),
                read(row.getString("change")),
                row.getString("address"),
                row.getString("result"));
    }

    private static String text(Instant time) {
        return time == null ? null : time.toString();
    }

    private String write(Map<String, ?> change) {
        try {
            return json.writeValueAsString(change);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the change is not for JSON", e);
        }
    }

    private JsonNode read(String column) {
        try {
            return json.readTree(column);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("audit.change is not JSON", e);
        }
    }
}
