package io.vestnik.pause;

import io.vestnik.consent.ConsentGate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The switches' statements; each runs in the caller's transaction. */
@Component
public class PauseRows {

    private static final String ALONE = "SELECT 1 FROM (SELECT pg_advisory_xact_lock(:gate)) AS alone";
    private static final String PAUSE =
            """
            INSERT INTO pause (kind, name, at, by, reason) VALUES (:kind, :name, :now::timestamptz, :by, :reason)
            ON CONFLICT (kind, name) DO UPDATE SET at = excluded.at, by = excluded.by, reason = excluded.reason, resumed_at = NULL
            WHERE pause.resumed_at IS NOT NULL
            """;
    private static final String RESUME =
            "UPDATE pause SET resumed_at = :now::timestamptz WHERE kind = :kind AND name = :name AND resumed_at IS NULL";

    private final JdbcClient jdbc;
    private final Clock clock;

    PauseRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    List<Pause> all() {
        return jdbc.sql("SELECT * FROM pause ORDER BY kind, name").query((row, n) -> pause(row)).list();
    }

    /**
     * Those that hold now; none of them can be resumed before this transaction ends.
     */
    List<Pause> standing() {
        return jdbc.sql("SELECT * FROM pause WHERE resumed_at IS NULL ORDER BY kind, name FOR SHARE")
                .query((row, n) -> pause(row))
                .list();
    }

    /** After its commit no claim is under way that has not seen it. False: it stood before. */
    boolean pause(Pausable kind, String name, String reason, String by) {
        jdbc.sql(ALONE).param("gate", ConsentGate.KEY).query().listOfRows();
        return jdbc.sql(PAUSE)
                        .param("kind", kind.toString())
                        .param("name", name)
                        .param("now", clock.instant().toString())
                        .param("by", by)
                        .param("reason", reason)
                        .update()
                > 0;
    }

    /** False: it did not stand. */
    boolean resume(Pausable kind, String name) {
        return jdbc.sql(RESUME)
                        .param("kind", kind.toString())
                        .param("name", name)
                        .param("now", clock.instant().toString())
                        .update()
                > 0;
    }

    /** One that was resumed and is not done with, for this transaction alone; empty: none, or another node has it. */
    public Optional<Pause> lockResumed() {
        return jdbc.sql("SELECT * FROM pause WHERE resumed_at IS NOT NULL ORDER BY kind, name LIMIT 1 FOR UPDATE SKIP LOCKED")
                .query((row, n) -> pause(row))
                .optional();
    }

    /** Nothing is held by it any more. */
    public void forget(Pause resumed) {
        jdbc.sql("DELETE FROM pause WHERE kind = :kind AND name = :name AND resumed_at IS NOT NULL")
                .param("kind", resumed.kind().toString())
                .param("name", resumed.name())
                .update();
    }

    private static Pause pause(ResultSet row) throws SQLException {
        return new Pause(
                Pausable.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("name"),
                row.getTimestamp("at").toInstant(),
                row.getString("by"),
                row.getString("reason"),
                row.getTimestamp("resumed_at") != null);
    }
}
