package io.vestnik.registry;

import io.vestnik.account.Credential;
import io.vestnik.account.Door;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The statements on keys and logins; each runs in the caller's transaction. */
@Component
class CredentialRows {

    private static final int SHOWN = 50;
    private static final String LIVE = "closed_at IS NULL AND (expires_at IS NULL OR expires_at > :now::timestamptz)";
    private static final String INSERT =
            """
            INSERT INTO credential (id, holder, owner, door, username, secret, label, prefix, created_at, created_by, expires_at)
            VALUES (:id, :holder, :owner, :door, :user, :secret, :label, :prefix, :now::timestamptz, :by, :until::timestamptz)
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    CredentialRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Those that open something now. */
    List<Credential> live(Holder holder) {
        return jdbc.sql("SELECT * FROM credential WHERE holder = :holder AND " + LIVE + " ORDER BY id")
                .param("holder", holder.toString())
                .param("now", now())
                .query((row, n) -> credential(row))
                .list();
    }

    int liveKeys(Holder holder, String owner) {
        return jdbc.sql("SELECT count(*) FROM credential WHERE holder = :holder AND owner = :owner AND door = 'rest' AND " + LIVE)
                .param("holder", holder.toString())
                .param("owner", owner)
                .param("now", now())
                .query(Integer.class)
                .single();
    }

    void insert(String id, Holder holder, Credential credential, String label, String prefix, String by) {
        jdbc.sql(INSERT)
                .param("id", id)
                .param("holder", holder.toString())
                .param("owner", credential.owner())
                .param("door", credential.door().toString())
                .param("user", credential.user())
                .param("secret", credential.secret())
                .param("label", label)
                .param("prefix", prefix)
                .param("now", now())
                .param("by", by)
                .param("until", credential.until() == null ? null : credential.until().toString())
                .update();
    }

    /** False: the owner has no such open key. */
    boolean closeKey(Holder holder, String owner, String id) {
        return jdbc.sql(
                                """
                                UPDATE credential SET closed_at = :now::timestamptz
                                WHERE id = :id AND holder = :holder AND owner = :owner AND door = 'rest' AND closed_at IS NULL
                                """)
                        .param("id", id)
                        .param("holder", holder.toString())
                        .param("owner", owner)
                        .param("now", now())
                        .update()
                > 0;
    }

    /**
     * Ends the passwords of a door: those that had an end before at once.
     *
     * @param until of those without an end; null: at once
     * @return how many there were
     */
    int closeLogins(String account, Door door, Instant until) {
        return jdbc.sql(
                        """
                        UPDATE credential
                        SET expires_at = CASE WHEN expires_at IS NULL THEN :until::timestamptz ELSE expires_at END,
                            closed_at = CASE WHEN expires_at IS NULL AND :until::timestamptz IS NOT NULL THEN NULL
                                             ELSE :now::timestamptz END
                        WHERE holder = 'account' AND owner = :account AND door = :door AND closed_at IS NULL
                        """)
                .param("account", account)
                .param("door", door.toString())
                .param("until", until == null ? null : until.toString())
                .param("now", now())
                .update();
    }

    void closeAll(Holder holder, String owner) {
        jdbc.sql("UPDATE credential SET closed_at = :now::timestamptz WHERE holder = :holder AND owner = :owner AND closed_at IS NULL")
                .param("holder", holder.toString())
                .param("owner", owner)
                .param("now", now())
                .update();
    }

    /** Newest first, closed ones too. */
    List<KeyState> keys(Holder holder, String owner) {
        return jdbc.sql("SELECT * FROM credential WHERE holder = :holder AND owner = :owner AND door = 'rest' ORDER BY id DESC LIMIT " + SHOWN)
                .param("holder", holder.toString())
                .param("owner", owner)
                .query((row, n) -> new KeyState(
                        row.getString("id"),
                        row.getString("label"),
                        row.getString("prefix"),
                        instant(row, "created_at"),
                        row.getString("created_by"),
                        instant(row, "expires_at"),
                        instant(row, "closed_at")))
                .list();
    }

    /** Those that open something now. */
    List<LoginState> logins(String account) {
        return jdbc.sql("SELECT * FROM credential WHERE holder = 'account' AND owner = :account AND door <> 'rest' AND " + LIVE
                        + " ORDER BY door, id DESC")
                .param("account", account)
                .param("now", now())
                .query((row, n) -> new LoginState(
                        row.getString("id"),
                        row.getString("door"),
                        row.getString("username"),
                        instant(row, "created_at"),
                        row.getString("created_by"),
                        instant(row, "expires_at")))
                .list();
    }

    private String now() {
        return clock.instant().toString();
    }

    private static Credential credential(ResultSet row) throws SQLException {
        return new Credential(
                row.getString("owner"),
                Door.of(row.getString("door")).orElseThrow(),
                row.getString("username"),
                row.getString("secret"),
                instant(row, "expires_at"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
