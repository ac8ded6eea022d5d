package io.vestnik.batch;

import java.io.ByteArrayOutputStream;
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
    private static final byte[] NULL = {'\\', 'N'};

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
            ByteArrayOutputStream text = new ByteArrayOutputStream(2 * BUFFER);
            for (T row : rows) {
                append(row, text);
                if (text.size() >= BUFFER) {
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

    private void append(T row, ByteArrayOutputStream to) {
        for (int i = 0; i < columns.size(); i++) {
            Object value = columns.get(i).value.apply(row);
            if (value == null) {
                to.writeBytes(NULL);
            } else {
                escape(value.toString().getBytes(StandardCharsets.UTF_8), to);
            }
            to.write(i < columns.size() - 1 ? '\t' : '\n');
        }
    }

    /** A value never looks like the end of a column, a row or the data. Octets of these values are no part of another character. */
    private static void escape(byte[] utf8, ByteArrayOutputStream to) {
        int clean = 0;
        for (int i = 0; i < utf8.length; i++) {
            int letter = switch (utf8[i]) {
                case '\\' -> '\\';
                case '\t' -> 't';
                case '\n' -> 'n';
                case '\r' -> 'r';
                default -> 0;
            };
            if (letter != 0) {
                to.write(utf8, clean, i - clean);
                to.write('\\');
                to.write(letter);
                clean = i + 1;
            }
        }
        to.write(utf8, clean, utf8.length - clean);
    }

    private static void send(ByteArrayOutputStream text, CopyIn copy) throws SQLException {
        byte[] utf8 = text.toByteArray();
        copy.writeToCopy(utf8, 0, utf8.length);
        text.reset();
    }
}
