package io.vestnik.batch;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Rows of one table by one COPY, in PostgreSQL's text format (its manual, "COPY", file formats): for thousands at once. Each column is
 * declared beside what fills it.
 */
public final class Copy<T> {

    private static final int BUFFER = 1 << 16;

    private record Column<T>(String name, Function<T, ?> value) {}

    private final String table;
    private final List<Column<T>> columns = new ArrayList<>();

    public Copy(String table) {
        this.table = table;
    }

    /** @param value written as its text, which the column's type must read; null: NULL */
    public Copy<T> column(String name, Function<T, ?> value) {
        columns.add(new Column<>(name, value));
        return this;
    }

    /** Writes in the running transaction. */
    public void write(JdbcOperations jdbc, List<T> rows) {
        if (!rows.isEmpty()) {
            jdbc.execute((ConnectionCallback<Void>) connection -> write(connection, rows));
        }
    }

    private Void write(Connection connection, List<T> rows) throws SQLException {
        String names = String.join(", ", columns.stream().map(Column::name).toList());
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(
                "COPY " + table + " (" + names + ") FROM STDIN");
        try {
            StringBuilder text = new StringBuilder(BUFFER + 1_024);
            for (T row : rows) {
                append(row, text);
                if (text.length() >= BUFFER) {
                    send(text, copy);
                }
            }
            send(text, copy);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
        return null;
    }

    private void append(T row, StringBuilder to) {
        for (int i = 0; i < columns.size(); i++) {
            Object value = columns.get(i).value.apply(row);
            if (value == null) {
                to.append("\\N");
            } else {
                escape(value.toString(), to);
            }
            to.append(i < columns.size() - 1 ? '\t' : '\n');
        }
    }

    /** A value never looks like the end of a column, a row or the data. */
    static void escape(String value, StringBuilder to) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> to.append("\\\\");
                case '\t' -> to.append("\\t");
                case '\n' -> to.append("\\n");
                case '\r' -> to.append("\\r");
                default -> to.append(c);
            }
        }
    }

    private static void send(StringBuilder text, CopyIn copy) throws SQLException {
        byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(utf8, 0, utf8.length);
        text.setLength(0);
    }
}
