package io.vestnik.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vestnik.operator.Operator;
import io.vestnik.operator.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The statements on accounts and operators; each runs in the caller's transaction. */
@Component
class RegistryRows {

    private static final String PUT_ACCOUNT =
            """
            INSERT INTO account (id, settings, callback_secret, created_at) VALUES (:id, :settings::jsonb, :secret, :now::timestamptz)
            ON CONFLICT (id) DO UPDATE
            SET settings = excluded.settings, callback_secret = excluded.callback_secret, closed_at = NULL
            """;
    private static final String PUT_OPERATOR =
            """
            INSERT INTO operator (name, role, created_at) VALUES (:name, :role, :now::timestamptz)
            ON CONFLICT (name) DO UPDATE SET role = excluded.role, closed_at = NULL
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ObjectMapper json = new ObjectMapper();

    RegistryRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    long version() {
        return jdbc.sql("SELECT version FROM registry").query(Long.class).single();
    }

    /** Changes go one after the other, on all nodes: what was checked still holds when it is committed. */
    void lock() {
        jdbc.sql("SELECT version FROM registry FOR UPDATE").query(Long.class).single();
    }

    void grow() {
        jdbc.sql("UPDATE registry SET version = version + 1").update();
    }

    /** An operator with a lasting key was there once. */
    boolean isOwned() {
        return jdbc.sql("SELECT owned FROM registry").query(Boolean.class).single();
    }

    void own() {
        jdbc.sql("UPDATE registry SET owned = true").update();
    }

    List<StoredAccount> accounts() {
        return jdbc.sql("SELECT * FROM account ORDER BY id").query((row, n) -> account(row)).list();
    }

    Optional<StoredAccount> account(String id) {
        return jdbc.sql("SELECT * FROM account WHERE id = :id")
                .param("id", id)
                .query((row, n) -> account(row))
                .optional();
    }

    void putAccount(String id, JsonNode settings, String callbackSecret) {
        jdbc.sql(PUT_ACCOUNT)
                .param("id", id)
                .param("settings", settings.toString())
                .param("secret", callbackSecret)
                .param("now", clock.instant().toString())
                .update();
    }

    void closeAccount(String id) {
        jdbc.sql("UPDATE account SET closed_at = :now::timestamptz WHERE id = :id")
                .param("id", id)
                .param("now", clock.instant().toString())
                .update();
    }

    /** Those that are not closed. */
    List<Operator> operators() {
        return jdbc.sql("SELECT name, role FROM operator WHERE closed_at IS NULL ORDER BY name")
                .query((row, n) ->
                        new Operator(row.getString(1), Role.valueOf(row.getString(2).toUpperCase(Locale.ROOT)), List.of()))
                .list();
    }

    void putOperator(String name, Role role) {
        jdbc.sql(PUT_OPERATOR)
                .param("name", name)
                .param("role", role.name().toLowerCase(Locale.ROOT))
                .param("now", clock.instant().toString())
                .update();
    }

    void closeOperator(String name) {
        jdbc.sql("UPDATE operator SET closed_at = :now::timestamptz WHERE name = :name")
                .param("name", name)
                .param("now", clock.instant().toString())
                .update();
    }

    private StoredAccount account(ResultSet row) throws SQLException {
        try {
            return new StoredAccount(
                    row.getString("id"),
                    json.readTree(row.getString("settings")),
                    row.getString("callback_secret"),
                    row.getTimestamp("created_at").toInstant(),
                    CredentialRows.instant(row, "closed_at"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("account.settings is not JSON", e);
        }
    }
}
