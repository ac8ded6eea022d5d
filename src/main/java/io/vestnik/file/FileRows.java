package io.vestnik.file;

import com.github.f4b6a3.ulid.UlidCreator;
import io.vestnik.batch.Copy;
import io.vestnik.node.Node;
import java.nio.charset.Charset;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Files as they are read: each content of an account once, by one node at a time. The lease is the node's own heartbeat, and what a node
 * commits it commits only from where it thinks the file is: one that lost its lease unheard changes nothing.
 */
@Component
class FileRows {

    private record Row(String file, RowResult result) {}

    private static final Copy<Row> ROWS = new Copy<Row>("file_row")
            .column("file", Row::file)
            .column("number", row -> row.result.number())
            .column("key", row -> row.result.key())
            .column("message_id", row -> row.result.messageId())
            .column("error", row -> row.result.error());

    private static final String STATE = "SELECT id, status, rows_read, rows_good, broken FROM file WHERE id = :id";
    private static final String INSERT =
            """
            INSERT INTO file (id, account, hash, form, charset, status, at, contacts)
            VALUES (:id, :account, :hash, :form, :charset, 'reading', :now::timestamptz, :contacts) ON CONFLICT (account, hash) DO NOTHING
            """;
    // A file of which nothing was accepted is read anew: what was wrong may have been the account's.
    private static final String LEASE =
            """
            UPDATE file SET node = :node, form = :form, charset = CASE WHEN rows_read = 0 OR status = 'bad' THEN :charset ELSE charset END,
                   status = 'reading', rows_read = CASE status WHEN 'bad' THEN 0 ELSE rows_read END,
                   broken = NULL, at = :now::timestamptz
            WHERE id = (SELECT id FROM file WHERE account = :account AND hash = :hash FOR UPDATE)
              AND status IN ('reading', 'bad')
              AND (node IS NULL OR node = :node OR node NOT IN (SELECT id FROM node))
            RETURNING id, charset
            """;
    private static final String PROGRESS =
            """
            UPDATE file SET rows_read = :read, rows_good = rows_good + :good, at = :now::timestamptz
            WHERE id = :id AND node = :node AND status = 'reading' AND rows_read = :before
            """;
    private static final String FINISH =
            """
            UPDATE file SET status = CASE WHEN rows_good = 0 THEN 'bad' ELSE 'read' END, broken = :broken, node = NULL,
                   rows_read = rows_read + CASE WHEN :broken::text IS NULL THEN 0 ELSE 1 END,
                   due = CASE WHEN rows_good > 0 THEN :now::timestamptz END, at = :now::timestamptz
            WHERE id = :id AND node = :node AND status = 'reading'
            """;
    private static final String BREAK =
            """
            INSERT INTO file_row (file, number, error) SELECT id, rows_read, :error FROM file WHERE id = :id AND broken IS NOT NULL
            """;
    private static final String UPLOAD =
            """
            INSERT INTO upload (id, file, name, answers, place, report_told, due)
            VALUES (:id, :file, :name, :answers, :place, :unreported, :now::timestamptz)
            ON CONFLICT (file, name, answers, place) DO UPDATE
                SET accepted_told = false, report_told = excluded.report_told, due = excluded.due
            RETURNING id
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final TransactionTemplate transaction;
    private final Node node;
    private final Clock clock;

    FileRows(JdbcClient jdbc, JdbcTemplate template, TransactionTemplate transaction, Node node, Clock clock) {
        this.jdbc = jdbc;
        this.template = template;
        this.transaction = transaction;
        this.node = node;
        this.clock = clock;
    }

    /** Leased to this node. @param charset in which it was begun */
    record Begun(FileState state, Charset charset) {}

    /** Null: it is read already, or another node reads it; {@link #find} tells which. */
    Begun begin(String account, byte[] hash, Form form, Charset charset, Content content) {
        return transaction.execute(status -> {
            of(INSERT, UlidCreator.getMonotonicUlid().toString(), account, hash, form, charset)
                    .param("contacts", content == Content.CONTACTS)
                    .update();
            return of(LEASE, "", account, hash, form, charset)
                    .param("node", node.id())
                    .query((row, n) -> Map.entry(row.getString(1), Charset.forName(row.getString(2))))
                    .optional()
                    .map(leased -> {
                        forgetRowsAfter(leased.getKey());
                        return new Begun(state(leased.getKey()), leased.getValue());
                    })
                    .orElse(null);
        });
    }

    private JdbcClient.StatementSpec of(String sql, String id, String account, byte[] hash, Form form, Charset charset) {
        return jdbc.sql(sql)
                .param("id", id)
                .param("account", account)
                .param("hash", hash)
                .param("form", form.toString())
                .param("charset", charset.name())
                .param("now", clock.instant().toString());
    }

    /** Those of an earlier reading in which none was good. */
    private void forgetRowsAfter(String id) {
        jdbc.sql("DELETE FROM file_row WHERE file = :id AND number > (SELECT rows_read FROM file WHERE id = :id)")
                .param("id", id)
                .update();
    }

    FileState state(String id) {
        return jdbc.sql(STATE).param("id", id).query(FileState.class).single();
    }

    Optional<FileState> find(String account, byte[] hash) {
        return jdbc.sql("SELECT id FROM file WHERE account = :account AND hash = :hash")
                .param("account", account)
                .param("hash", hash)
                .query(String.class)
                .optional()
                .map(this::state);
    }

    /**
     * Writes in the running transaction, that of the rows' messages.
     *
     * @param before where the file is, as the reader thinks
     * @throws IllegalStateException it is somewhere else: another node reads it
     */
    void advance(String id, long before, List<RowResult> results) {
        long read = results.get(results.size() - 1).number();
        long good = results.stream().filter(result -> result.messageId() != null).count();
        int moved = jdbc.sql(PROGRESS)
                .param("id", id)
                .param("node", node.id())
                .param("before", before)
                .param("read", read)
                .param("good", good)
                .param("now", clock.instant().toString())
                .update();
        if (moved != 1) {
            throw new IllegalStateException("another node reads the file now");
        }
        ROWS.write(template, results.stream().map(result -> new Row(id, result)).toList());
    }

    /** @param broken why its rest can't be read: a last row says so, nothing is silent; null: it was read to its end */
    FileState finish(String id, String broken) {
        return transaction.execute(status -> {
            int finished = jdbc.sql(FINISH)
                    .param("id", id)
                    .param("node", node.id())
                    .param("broken", broken)
                    .param("now", clock.instant().toString())
                    .update();
            if (finished != 1) {
                throw new FileInUse(); // by the node that took it over
            }
            if (broken != null) {
                jdbc.sql(BREAK).param("id", id).param("error", "from here on the file can't be read: " + broken).update();
            }
            return state(id);
        });
    }

    /** This node does not read it on. */
    void release(String id) {
        jdbc.sql("UPDATE file SET node = NULL WHERE id = :id AND node = :node")
                .param("id", id)
                .param("node", node.id())
                .update();
    }

    /** No row was read: as if it had never come. */
    void forget(String id) {
        jdbc.sql("DELETE FROM file WHERE id = :id AND rows_read = 0 AND node = :node")
                .param("id", id)
                .param("node", node.id())
                .update();
    }

    /**
     * The name under which it came, for whom nothing has been told yet; its id.
     *
     * @param content of people nothing is reported later: what became of them is told at once
     */
    String upload(String file, String name, String answers, String place, Content content) {
        return jdbc.sql(UPLOAD)
                .param("id", UlidCreator.getMonotonicUlid().toString())
                .param("file", file)
                .param("name", name)
                .param("answers", answers)
                .param("place", place)
                .param("unreported", content == Content.CONTACTS)
                .param("now", clock.instant().toString())
                .query(String.class)
                .single();
    }
}
