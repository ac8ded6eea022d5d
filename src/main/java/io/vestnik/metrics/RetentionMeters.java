package io.vestnik.metrics;

/** What was removed because it had been kept long enough. */
public final class RetentionMeters {

    private static final Counters REMOVED = new Counters("vestnik.removed", "table");

    private RetentionMeters() {}

    /** Shows the table's series from the start: nothing removed yet is worth seeing too. */
    public static void show(String table) {
        REMOVED.ready(table);
    }

    /** After the commit. */
    public static void removed(String table, int rows) {
        REMOVED.add(rows, table);
    }
}
