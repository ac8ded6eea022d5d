package io.vestnik.ledger;

import java.util.List;
import java.util.function.Function;

/** Turns rows into the columns that a statement over {@code unnest} takes: one statement a batch. */
final class Columns<T> {

    private final List<T> rows;

    Columns(List<T> rows) {
        this.rows = rows;
    }

    /** As text; the statement casts it. A null stays null. */
    String[] text(Function<T, ?> column) {
        String[] values = new String[rows.size()];
        for (int i = 0; i < values.length; i++) {
            Object value = column.apply(rows.get(i));
            values[i] = value == null ? null : value.toString();
        }
        return values;
    }

    Integer[] numbers(Function<T, Integer> column) {
        return rows.stream().map(column).toArray(Integer[]::new);
    }

    Boolean[] flags(Function<T, Boolean> column) {
        return rows.stream().map(column).toArray(Boolean[]::new);
    }
}
