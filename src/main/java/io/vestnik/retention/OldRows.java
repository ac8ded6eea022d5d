package io.vestnik.retention;

import java.time.Instant;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Old rows of a table that has no index on age, and needs none: it is read page by page, in the order in which it lies on disk.
 */
class OldRows extends Passes {

    // Waits for nobody: what another transaction has locked is left for the next pass.
    private static final String REMOVE =
            """
            DELETE FROM %1$s WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM %1$s r WHERE ctid >= :from::tid AND ctid < :to::tid AND (%2$s) FOR UPDATE SKIP LOCKED))
            """;
    private static final String PAGES =
            "SELECT pg_relation_size('%s') / current_setting('block_size')::bigint";

    private final JdbcClient jdbc;
    private final String remove;
    private final String pages;
    private final UnaryOperator<Instant> since;
    private long page;
    private long end;

    /**
     * @param old which rows {@code r} are, by {@code :before}
     * @param since what is kept is of this time or younger
     */
    OldRows(JdbcClient jdbc, String table, String old, UnaryOperator<Instant> since) {
        super(table, 16, 512);
        this.jdbc = jdbc;
        this.remove = REMOVE.formatted(table, old);
        this.pages = PAGES.formatted(table);
        this.since = since;
    }

    @Override
    Portion take(int size, Instant now) {
        if (page == 0) {
            end = jdbc.sql(pages).query(Long.class).single();
        }
        int removed = jdbc.sql(remove)
                .param("before", since.apply(now).toString())
                .param("from", "(" + page + ",0)")
                .param("to", "(" + (page + size) + ",0)")
                .update();
        page += size;
        if (page < end) {
            return new Portion(removed, false);
        }
        page = 0;
        return new Portion(removed, true);
    }
}
