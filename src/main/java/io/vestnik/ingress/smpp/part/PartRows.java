package io.vestnik.ingress.smpp.part;

import io.vestnik.privacy.AtRest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The statements on parts in table {@code esme_submit}, but the insert; they run in the caller's transaction, if any. */
@Component
class PartRows {

    /** @param status of the message, if it is final; else null */
    record Went(String part, String messageId, String status) {}

    // In id order by everyone, so that nobody waits in a circle; whoever comes second finds what the first has left.
    private static final String LOCK =
            """
            SELECT s.* FROM esme_submit s
            JOIN unnest(:accounts::text[], :systemIds::text[], :sources::text[], :destinations::text[], :references::int[],
                        :totals::int[]) AS g (account, system_id, source, destination, reference, total)
                 ON s.system_id = g.system_id AND s.destination = g.destination AND s.reference = g.reference
                    AND s.account = g.account AND s.total = g.total AND s.source IS NOT DISTINCT FROM g.source
            WHERE s.message_id IS NULL AND s.due IS NOT NULL
            ORDER BY s.id FOR UPDATE OF s
            """;
    private static final String CLAIM =
            """
            UPDATE esme_submit s SET message_id = u.message_id, due = :due::timestamptz
            FROM unnest(:ids::text[], :messageIds::text[]) AS u (id, message_id) WHERE s.id = u.id
            """;
    private static final String PUT_OFF =
            """
            UPDATE esme_submit s SET due = u.due::timestamptz
            FROM unnest(:ids::text[], :due::text[]) AS u (id, due) WHERE s.id = u.id
            """;
    private static final String OVERDUE_GROUPS =
            """
            SELECT DISTINCT account, system_id, source, destination, reference, total FROM esme_submit
            WHERE due <= :now::timestamptz AND message_id IS NULL LIMIT :limit
            """;
    private static final String LEASE_CLAIMED =
            """
            UPDATE esme_submit SET due = :lease::timestamptz
            WHERE id = ANY (ARRAY(
                SELECT part.id FROM (SELECT DISTINCT account FROM esme_submit
                                     WHERE due <= :now::timestamptz AND message_id IS NOT NULL) waiting
                CROSS JOIN LATERAL (SELECT id FROM esme_submit
                                    WHERE account = waiting.account AND due <= :now::timestamptz AND message_id IS NOT NULL
                                    ORDER BY due LIMIT :limit FOR UPDATE SKIP LOCKED) part))
            RETURNING message_id
            """;
    private static final String LOAD =
            "SELECT * FROM esme_submit WHERE message_id = ANY (:messageIds) AND due IS NOT NULL ORDER BY message_id, id";
    private static final String ACCEPTED = "SELECT id FROM message WHERE id = ANY (:ids)";
    // Locked, the message can't end meanwhile: it is told to this part now, or with the others later.
    private static final String WENT =
            """
            SELECT s.id, m.id, CASE WHEN m.final_at IS NOT NULL THEN m.status END FROM esme_submit s
            CROSS JOIN LATERAL (SELECT w.message_id FROM esme_submit w
                                WHERE w.fingerprint = s.fingerprint AND w.account = s.account AND w.system_id = s.system_id
                                  AND w.reference = s.reference AND w.message_id IS NOT NULL AND w.due IS NULL
                                  AND w.submitted_at BETWEEN s.submitted_at - interval '1 s' * :patience AND s.submitted_at
                                ORDER BY w.id DESC LIMIT 1) went
            JOIN message m ON m.id = went.message_id
            WHERE s.id = ANY (:ids)
            ORDER BY m.id FOR SHARE OF m
            """;
    /** The id stays: as that of the message, or of a part that never was one. */
    private static final String END =
            """
            UPDATE esme_submit SET due = NULL, source = NULL, destination = NULL, message = NULL, body = NULL,
                   message_id = CASE WHEN :accepted THEN message_id END
            WHERE id IN (SELECT id FROM esme_submit WHERE id = ANY (:ids) AND due IS NOT NULL ORDER BY id FOR UPDATE)
            RETURNING id
            """;

    private final JdbcClient jdbc;

    PartRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All that wait in these groups, in the order in which they came. */
    List<Part> lock(List<Part.Group> groups) {
        return jdbc.sql(LOCK)
                .param("accounts", texts(groups, Part.Group::account))
                .param("systemIds", texts(groups, Part.Group::systemId))
                .param("sources", texts(groups, Part.Group::source))
                .param("destinations", texts(groups, Part.Group::destination))
                .param("references", numbers(groups, Part.Group::reference))
                .param("totals", numbers(groups, Part.Group::total))
                .query(PartRows::part)
                .list();
    }

    /** @param messageIds each with its parts */
    void claim(Map<String, List<Part>> messageIds, Instant due) {
        List<String> ids = new ArrayList<>();
        List<String> ofMessages = new ArrayList<>();
        messageIds.forEach((messageId, parts) -> parts.forEach(part -> {
            ids.add(part.id());
            ofMessages.add(messageId);
        }));
        if (!ids.isEmpty()) {
            jdbc.sql(CLAIM)
                    .param("ids", ids.toArray(String[]::new))
                    .param("messageIds", ofMessages.toArray(String[]::new))
                    .param("due", due.toString())
                    .update();
        }
    }

    void putOff(List<Part> parts, Function<Part, Instant> until) {
        if (!parts.isEmpty()) {
            jdbc.sql(PUT_OFF)
                    .param("ids", texts(parts, Part::id))
                    .param("due", texts(parts, until))
                    .update();
        }
    }

    List<Part.Group> overdueGroups(Instant now, int limit) {
        return jdbc.sql(OVERDUE_GROUPS)
                .param("now", now.toString())
                .param("limit", limit)
                .query((row, n) -> group(row))
                .list();
    }

    /** The messages of parts that went with an equal one, not long before. */
    List<Went> went(List<Part> parts, Duration patience) {
        return parts.isEmpty()
                ? List.of()
                : jdbc.sql(WENT)
                        .param("ids", texts(parts, Part::id))
                        .param("patience", patience.toSeconds())
                        .query((row, n) -> new Went(row.getString(1), row.getString(2), row.getString(3)))
                        .list();
    }

    /** Ids of messages that are together and were not accepted, as far as it is known; of so many parts of each account. */
    List<String> leaseClaimed(Instant now, Instant lease, int limit) {
        return jdbc.sql(LEASE_CLAIMED)
                .param("now", now.toString())
                .param("lease", lease.toString())
                .param("limit", limit)
                .query(String.class)
                .list()
                .stream()
                .distinct()
                .toList();
    }

    List<Part> load(Collection<String> messageIds) {
        return jdbc.sql(LOAD).param("messageIds", messageIds.toArray(String[]::new)).query(PartRows::part).list();
    }

    /** Those of them that are messages by now. */
    List<String> accepted(Collection<String> messageIds) {
        return jdbc.sql(ACCEPTED).param("ids", messageIds.toArray(String[]::new)).query(String.class).list();
    }

    /** Answers the ids of those that had not ended before. */
    List<String> end(List<Part> parts, boolean accepted) {
        return parts.isEmpty()
                ? List.of()
                : jdbc.sql(END)
                        .param("ids", texts(parts, Part::id))
                        .param("accepted", accepted)
                        .query(String.class)
                        .list();
    }

    private static Part part(ResultSet row, int number) throws SQLException {
        return new Part(
                row.getString("id"),
                row.getInt("position"),
                group(row),
                row.getString("message_id"),
                row.getInt("registered"),
                row.getTimestamp("submitted_at").toInstant(),
                row.getTimestamp("due").toInstant(),
                row.getString("door"),
                row.getString("traceparent"),
                row.getBytes("fingerprint"),
                AtRest.open("esme_submit.message", row.getString("id"), row.getString("message")),
                row.getInt("data_coding"),
                AtRest.open("esme_submit.body", row.getString("id"), row.getBytes("body")));
    }

    private static Part.Group group(ResultSet row) throws SQLException {
        return new Part.Group(
                row.getString("account"),
                row.getString("system_id"),
                row.getString("source"),
                row.getString("destination"),
                row.getInt("reference"),
                row.getInt("total"));
    }

    private static <T> String[] texts(List<T> rows, Function<T, ?> column) {
        return rows.stream().map(column).map(value -> value == null ? null : value.toString()).toArray(String[]::new);
    }

    private static <T> Integer[] numbers(List<T> rows, Function<T, Integer> column) {
        return rows.stream().map(column).toArray(Integer[]::new);
    }
}
