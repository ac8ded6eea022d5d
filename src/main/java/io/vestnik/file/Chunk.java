package io.vestnik.file;

import io.vestnik.accept.KeyReused;
import io.vestnik.ledger.NewRows;
import io.vestnik.message.NewMessage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Rows that are committed together, judged already. */
final class Chunk {

    /**
     * @param message null: there is an error
     * @param reason of the refusal, as metrics have it; null: there is a message
     */
    private record Judged(long number, String key, NewMessage message, String error, String reason) {}

    /** An error names fields that the row has made up: it could be a hundred times as long as the row. */
    private static final int LONGEST_ERROR = 1_000;

    private final List<Judged> rows = new ArrayList<>();
    private int size;

    void add(SourceRow row, String key, NewMessage message) {
        rows.add(new Judged(row.number(), key, message, null, null));
        size += row.size();
    }

    void refuse(SourceRow row, String key, String error, String reason) {
        String kept = storable(error);
        rows.add(new Judged(row.number(), key, null, kept, reason));
        size += row.size() + kept.length();
    }

    /** PostgreSQL has no U+0000, and no half of a character. */
    static String storable(String error) {
        if (error.length() > LONGEST_ERROR) {
            int end = Character.isHighSurrogate(error.charAt(LONGEST_ERROR - 1)) ? LONGEST_ERROR - 1 : LONGEST_ERROR;
            return storable(error.substring(0, end)) + "…";
        }
        return error.replace('\0', '\uFFFD');
    }

    /** Each row in a chunk of its own. */
    List<Chunk> singles() {
        return rows.stream().map(Chunk::of).toList();
    }

    /** The same, of one row, with an error in place of its message. */
    Chunk unstorable() {
        Judged row = rows.get(0);
        return of(new Judged(row.number, null, null, "could not be stored", "unprocessable"));
    }

    private static Chunk of(Judged row) {
        Chunk chunk = new Chunk();
        chunk.rows.add(row);
        return chunk;
    }

    /** About how many characters its rows and their errors have. */
    int size() {
        return size;
    }

    int count() {
        return rows.size();
    }

    long last() {
        return rows.get(rows.size() - 1).number;
    }

    List<NewMessage> messages() {
        return rows.stream().map(Judged::message).filter(message -> message != null).toList();
    }

    /** @param stored one a message, in order */
    List<RowResult> results(List<NewRows.Stored> stored) {
        Iterator<NewRows.Stored> next = stored.iterator();
        return rows.stream().map(row -> result(row, next)).toList();
    }

    private static RowResult result(Judged row, Iterator<NewRows.Stored> next) {
        if (row.message == null) {
            return new RowResult(row.number, row.key, null, row.error);
        }
        NewRows.Stored stored = next.next();
        return stored.keyReused()
                ? new RowResult(row.number, row.key, null, KeyReused.RULE)
                : new RowResult(row.number, row.key, stored.id(), null);
    }

    List<String> refusals() {
        return rows.stream().map(Judged::reason).filter(reason -> reason != null).toList();
    }
}
