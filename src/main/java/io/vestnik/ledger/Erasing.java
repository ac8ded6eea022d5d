package io.vestnik.ledger;

import com.github.f4b6a3.ulid.Ulid;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes a person out of its messages: what is left of each is a skeleton that counts, without text, addresses, tags and keys. */
@Component
public class Erasing {

    /** Why nothing more is sent. */
    public static final String ERASED = "erased";

    private static final int CHUNK = 200;

    // by the addresses first: they are the index that names a person
    private static final String NEXT =
            """
            WITH theirs AS MATERIALIZED (SELECT id, account, created_at, final_at FROM message WHERE addresses && :keys::text[])
            SELECT id, final_at IS NULL AS open FROM theirs
            WHERE account = :account AND created_at <= :until::timestamptz ORDER BY id LIMIT :limit
            """;
    private static final String LOCK = "SELECT id, created_at FROM message WHERE id = ANY (:ids) ORDER BY id FOR UPDATE";
    private static final Duration SKEW = Duration.ofMinutes(1); // clocks of two nodes differ
    /** What an event says beside its code may name a zone or another message. */
    private static final String BARE =
            """
            (SELECT coalesce(jsonb_agg(e.event - 'text' - 'why' ORDER BY e.n), '[]')
             FROM jsonb_array_elements(%s.timeline) WITH ORDINALITY AS e (event, n))
            """;
    private static final Map<String, String> BLANK = new LinkedHashMap<>();

    static {
        BLANK.put(
                "delivery",
                "UPDATE delivery d SET address = CASE WHEN address IS NOT NULL THEN '' END, timeline = " + BARE.formatted("d")
                        + " WHERE message_id = ANY (:ids)");
        BLANK.put("dead_letter", "DELETE FROM dead_letter WHERE message_id = ANY (:ids) AND callback IS NULL");
        BLANK.put(
                "esme_submit",
                "UPDATE esme_submit SET source = NULL, destination = NULL WHERE message_id = ANY (:ids) AND destination IS NOT NULL");
        // what a message came in is not written on it: those of the account's files that were being read at its time. An id is a ULID
        BLANK.put(
                "file_row",
                """
                UPDATE file_row SET key = NULL, error = NULL
                WHERE file IN (SELECT f.id FROM file f WHERE f.account = :account AND EXISTS (
                          SELECT FROM unnest(:begun::text[], :read::timestamptz[]) AS m (begun, read) WHERE f.id <= m.begun COLLATE "C" AND f.at >= m.read))
                  AND message_id = ANY (:ids) AND key IS NOT NULL
                """);
        BLANK.put(
                "message",
                "UPDATE message m SET text = '', content = NULL, recipient = '{}', addresses = '{}', tags = '{}', plan = "
                        + "(SELECT coalesce(jsonb_agg(s.step - 'address' ORDER BY s.n), '[]')"
                        + " FROM jsonb_array_elements(m.plan) WITH ORDINALITY AS s (step, n)), timeline = " + BARE.formatted("m")
                        + " WHERE id = ANY (:ids)");
    }

    private record Row(String id, boolean open) {}

    private final Ledger ledger;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    Erasing(Ledger ledger, JdbcClient jdbc, TransactionTemplate transaction) {
        this.ledger = ledger;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /**
     * Ends and blanks some messages to any of these keys.
     *
     * @param until accepted not later
     * @param together runs in the transaction that blanks, with the number of rows by table
     * @return false: there were none
     */
    public boolean some(String account, String[] keys, Instant until, Consumer<Map<String, Integer>> together) {
        List<Row> rows = jdbc.sql(NEXT)
                .param("account", account)
                .param("keys", keys)
                .param("until", until.toString())
                .param("limit", CHUNK)
                .query((row, n) -> new Row(row.getString(1), row.getBoolean(2)))
                .list();
        List<String> open = rows.stream().filter(Row::open).map(Row::id).toList();
        if (!open.isEmpty()) {
            ledger.changeMessages(open, (messages, now) -> messages.all().forEach(message -> message.erase(now)));
        }
        if (!rows.isEmpty()) {
            transaction.executeWithoutResult(status -> together.accept(blank(account, rows.stream().map(Row::id).toList())));
        }
        return !rows.isEmpty();
    }

    private Map<String, Integer> blank(String account, List<String> ids) {
        Map<String, Instant> messages = new LinkedHashMap<>();
        jdbc.sql(LOCK).param("ids", ids.toArray(String[]::new)).query(row -> {
            messages.put(row.getString(1), row.getTimestamp(2).toInstant());
        });
        String[] locked = messages.keySet().toArray(String[]::new);
        String[] begun = messages.values().stream().map(at -> lastIdOf(at.plus(SKEW))).toArray(String[]::new);
        String[] read = messages.values().stream().map(at -> at.minus(SKEW).toString()).toArray(String[]::new);
        Map<String, Integer> counts = new LinkedHashMap<>();
        BLANK.forEach((table, statement) -> counts.put(
                table,
                jdbc.sql(statement).param("ids", locked).param("account", account).param("begun", begun).param("read", read).update()));
        return counts;
    }

    private static String lastIdOf(Instant time) {
        return new Ulid(time.toEpochMilli() << 16 | 0xFFFF, -1L).toString();
    }
}
