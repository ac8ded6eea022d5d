package io.vestnik.file;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of a file as its sender is told them, page by page in their order. */
@Component
class AnswerRows {

    /** @param columns as in the answer's header line; nulls are empty */
    record Line(long number, List<String> columns) {}

    private static final int PAGE = 5_000;

    private static final String ACCEPTED =
            """
            SELECT r.number, r.key, r.message_id, r.error
            FROM file_row r JOIN upload u ON u.file = r.file
            WHERE u.id = :upload AND r.number > :after ORDER BY r.number LIMIT :page
            """;
    // Whose channel is told: of the delivery that succeeded first in the plan, else of the last one tried.
    private static final String REPORT =
            """
            SELECT r.number, r.key, r.message_id,
                   CASE WHEN r.message_id IS NULL THEN 'rejected' ELSE coalesce(m.status, 'removed') END AS status,
                   d.channel, d.sent_at, m.final_at
            FROM (SELECT r.* FROM file_row r JOIN upload u ON u.file = r.file
                  WHERE u.id = :upload AND r.number > :after ORDER BY r.number LIMIT :page) r
            LEFT JOIN message m ON m.id = r.message_id
            LEFT JOIN LATERAL
                (SELECT d.channel, d.sent_at,
                        d.status IN ('sent', 'delivered', 'read') AND d.final_at IS NOT NULL AND coalesce(d.code, '') NOT IN ('not_read', 'no_reply') AS succeeded
                 FROM delivery d WHERE d.message_id = m.id AND d.status <> 'skipped'
                 ORDER BY succeeded DESC, CASE WHEN d.status IN ('delivered', 'read', 'sent') THEN d.position ELSE -d.position END
                 LIMIT 1) d ON true
            ORDER BY r.number
            """;

    private final JdbcClient jdbc;

    AnswerRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty: there are no more. */
    List<Line> page(Telling.Kind kind, String upload, long after) {
        boolean report = kind == Telling.Kind.REPORT;
        return jdbc.sql(report ? REPORT : ACCEPTED)
                .param("upload", upload)
                .param("after", after)
                .param("page", PAGE)
                .query(mapper(kind))
                .list();
    }

    private static RowMapper<Line> mapper(Telling.Kind kind) {
        return switch (kind) {
            case REPORT -> AnswerRows::report;
            case CONTACTS -> AnswerRows::contact;
            default -> AnswerRows::accepted;
        };
    }

    private static Line contact(ResultSet row, int n) throws SQLException {
        return new Line(row.getLong(1), columns(row.getString(1), row.getString(3), row.getString(4)));
    }

    private static Line accepted(ResultSet row, int n) throws SQLException {
        return new Line(row.getLong(1), columns(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
    }

    private static Line report(ResultSet row, int n) throws SQLException {
        return new Line(
                row.getLong(1),
                columns(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5),
                        time(row, 6), time(row, 7)));
    }

    private static String time(ResultSet row, int column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant().toString();
    }

    private static List<String> columns(String... values) {
        return java.util.Arrays.asList(values);
    }
}
