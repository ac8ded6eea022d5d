package io.vestnik.file;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks which files have come to the end of all their messages, and which reports are owed. Driven by a timer of {@code core-file}. */
@Component("fileReports")
public class FileReports {

    private record Waiting(String id, long rowsFinal, long rowsRead) {}

    private record Owed(String id, String account, String name, String answers) {}

    private static final int FILES = 20;
    private static final long PAGE = 20_000;
    private static final Duration NEXT_LOOK = Duration.ofSeconds(5);
    private static final Duration LOOKING = Duration.ofMinutes(1);
    private static final Duration TELLING = Duration.ofMinutes(10);

    private static final String TAKE =
            """
            UPDATE file SET due = :lease::timestamptz
            WHERE id IN (SELECT id FROM file WHERE status = 'read' AND due <= :now::timestamptz
                         ORDER BY due LIMIT :limit FOR UPDATE SKIP LOCKED)
            RETURNING id, rows_final, rows_read
            """;
    // Ends at the first one, wherever it is: what is final is read once.
    private static final String FIRST_OPEN =
            """
            SELECT r.number FROM file_row r JOIN message m ON m.id = r.message_id
            WHERE r.file = :id AND r.number > :after AND r.number <= :until AND m.final_at IS NULL
            ORDER BY r.number LIMIT 1
            """;
    private static final String MOVE =
            """
            UPDATE file SET rows_final = :final, status = CASE WHEN :final = rows_read THEN 'final' ELSE status END,
                   due = CASE WHEN :final = rows_read THEN NULL ELSE :due::timestamptz END, at = :now::timestamptz
            WHERE id = :id AND status = 'read'
            """;
    // One a round of each account and endpoint: a server that hangs holds up the others for one time-out, not for twenty.
    private static final String OWED =
            """
            UPDATE upload u SET due = :lease::timestamptz FROM file f
            WHERE f.id = u.file AND u.id IN (
                SELECT id FROM upload WHERE due <= :now::timestamptz AND id IN (
                    SELECT DISTINCT ON (u.answers, f.account) u.id FROM upload u JOIN file f ON f.id = u.file
                    WHERE u.accepted_told AND NOT u.report_told AND u.due <= :now::timestamptz
                      AND f.status = 'final' AND u.place = ANY (:places)
                    ORDER BY u.answers, f.account, u.due)
                ORDER BY due LIMIT :limit FOR UPDATE SKIP LOCKED)
            RETURNING u.id, f.account, u.name, u.answers
            """;

    private final JdbcClient jdbc;
    private final Places places;
    private final Clock clock;

    FileReports(JdbcClient jdbc, Places places, Clock clock) {
        this.jdbc = jdbc;
        this.places = places;
        this.clock = clock;
    }

    /** Reports that this node is to hand over now. */
    public List<Telling> take() {
        Instant now = clock.instant();
        jdbc.sql(TAKE)
                .param("lease", now.plus(LOOKING).toString())
                .param("now", now.toString())
                .param("limit", FILES)
                .query(Waiting.class)
                .list()
                .forEach(this::look);
        return jdbc.sql(OWED)
                .param("lease", now.plus(TELLING).toString())
                .param("now", now.toString())
                .param("places", places.here())
                .param("limit", FILES)
                .query(Owed.class)
                .list()
                .stream()
                .map(owed -> new Telling(owed.id, Telling.Kind.REPORT, owed.account,
                        FileName.stem(owed.name) + ".report.csv", owed.answers, null))
                .toList();
    }

    private void look(Waiting file) {
        long ended = file.rowsFinal;
        boolean open = false;
        while (!open && ended < file.rowsRead) {
            long until = Math.min(file.rowsRead, ended + PAGE);
            Long first = jdbc.sql(FIRST_OPEN)
                    .param("id", file.id)
                    .param("after", ended)
                    .param("until", until)
                    .query(Long.class)
                    .optional()
                    .orElse(null);
            open = first != null;
            ended = open ? first - 1 : until;
        }
        Instant now = clock.instant();
        jdbc.sql(MOVE)
                .param("id", file.id)
                .param("final", ended)
                .param("due", now.plus(NEXT_LOOK).toString())
                .param("now", now.toString())
                .update();
    }
}
