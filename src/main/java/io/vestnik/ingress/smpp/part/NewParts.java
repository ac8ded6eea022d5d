package io.vestnik.ingress.smpp.part;

import com.github.f4b6a3.ulid.UlidCreator;
import io.vestnik.privacy.AtRest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes the parts that came, many in one commit. */
@Component
class NewParts {

    /** @param id null: it was not stored */
    record Stored(String id, Kind kind) {}

    enum Kind {
        FRESH,
        /** Its key was used before for the same part. */
        REPLAYED,
        /** Its key was used before for another part. */
        KEY_REUSED,
        TOO_MANY
    }

    private record New(String id, LongPart part, byte[] fingerprint) {

        String keyed() {
            return part.account() + '\n' + part.key();
        }
    }

    private record Used(String id, byte[] fingerprint) {}

    static final int MOST_WAITING = 10_000;

    private static final String COUNT =
            """
            SELECT system_id, count(*) FROM esme_submit
            WHERE system_id = ANY (:systemIds) AND due IS NOT NULL GROUP BY system_id
            """;
    private static final String INSERT =
            """
            INSERT INTO esme_submit (id, position, account, system_id, registered, submitted_at, due, source, destination, reference,
                                     total, door, traceparent, key, fingerprint, message, data_coding, body)
            SELECT u.id, u.position, u.account, u.system_id, u.registered, :now::timestamptz, :due::timestamptz, u.source,
                   u.destination, u.reference, u.total, u.door, u.traceparent, u.key, decode(u.fingerprint, 'hex'), u.message,
                   u.data_coding, decode(u.body, 'hex')
            FROM unnest(:ids::text[], :positions::int[], :accounts::text[], :systemIds::text[], :registered::int[], :sources::text[],
                        :destinations::text[], :references::int[], :totals::int[], :doors::text[], :traceparents::text[],
                        :keys::text[], :fingerprints::text[], :messages::text[], :codings::int[], :bodies::text[])
                 AS u (id, position, account, system_id, registered, source, destination, reference, total, door, traceparent, key,
                       fingerprint, message, data_coding, body)
            ORDER BY u.account, u.key, u.id
            ON CONFLICT (account, key) WHERE key IS NOT NULL DO NOTHING
            """;
    private static final String READ_KEYS =
            """
            SELECT s.account, s.key, s.id, s.fingerprint FROM esme_submit s
            JOIN unnest(:accounts::text[], :keys::text[]) AS u (account, key) ON s.account = u.account AND s.key = u.key
            """;

    private final JdbcClient jdbc;

    NewParts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One result a part, in order. */
    List<Stored> insert(List<LongPart> parts, Instant now, Instant due) {
        Map<String, Integer> waiting = waiting(parts);
        List<New> all = new ArrayList<>();
        List<New> fitting = new ArrayList<>();
        for (LongPart part : parts) {
            New row = new New(UlidCreator.getMonotonicUlid().toString(), part, PartFingerprint.of(part));
            all.add(row);
            if (waiting.merge(part.systemId(), 1, Integer::sum) <= MOST_WAITING) {
                fitting.add(row);
            }
        }
        insertRows(fitting, now, due);
        Map<String, Used> used = used(all.stream().filter(row -> row.part.key() != null).toList());
        return all.stream().map(row -> answer(row, used.get(row.keyed()), fitting.contains(row))).toList();
    }

    private static Stored answer(New row, Used used, boolean fitting) {
        if (used != null && !used.id.equals(row.id)) {
            boolean same = Arrays.equals(used.fingerprint, row.fingerprint);
            return same ? new Stored(used.id, Kind.REPLAYED) : new Stored(null, Kind.KEY_REUSED);
        }
        return fitting ? new Stored(row.id, Kind.FRESH) : new Stored(null, Kind.TOO_MANY);
    }

    private Map<String, Integer> waiting(List<LongPart> parts) {
        Map<String, Integer> waiting = new HashMap<>();
        jdbc.sql(COUNT)
                .param("systemIds", parts.stream().map(LongPart::systemId).distinct().toArray(String[]::new))
                .query(row -> {
                    waiting.put(row.getString(1), row.getInt(2));
                });
        return waiting;
    }

    private void insertRows(List<New> rows, Instant now, Instant due) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.sql(INSERT)
                .param("ids", texts(rows, New::id))
                .param("positions", numbers(rows, row -> row.part.number() - 1))
                .param("accounts", texts(rows, row -> row.part.account()))
                .param("systemIds", texts(rows, row -> row.part.systemId()))
                .param("registered", numbers(rows, row -> row.part.registered()))
                .param("sources", texts(rows, row -> row.part.source()))
                .param("destinations", texts(rows, row -> row.part.destination()))
                .param("references", numbers(rows, row -> row.part.reference()))
                .param("totals", numbers(rows, row -> row.part.total()))
                .param("doors", texts(rows, row -> row.part.origin().door()))
                .param("traceparents", texts(rows, row -> row.part.origin().traceparent()))
                .param("keys", texts(rows, row -> row.part.key()))
                .param("fingerprints", texts(rows, row -> HexFormat.of().formatHex(row.fingerprint)))
                .param("messages", texts(rows, row -> AtRest.seal("esme_submit.message", row.id, row.part.message().toString())))
                .param("codings", numbers(rows, row -> row.part.dataCoding()))
                .param("bodies", texts(rows, row -> HexFormat.of().formatHex(AtRest.seal("esme_submit.body", row.id, row.part.body()))))
                .param("now", now.toString())
                .param("due", due.toString())
                .update();
    }

    private Map<String, Used> used(List<New> keyed) {
        Map<String, Used> used = new HashMap<>();
        if (!keyed.isEmpty()) {
            jdbc.sql(READ_KEYS)
                    .param("accounts", texts(keyed, row -> row.part.account()))
                    .param("keys", texts(keyed, row -> row.part.key()))
                    .query(row -> {
                        used.put(row.getString(1) + '\n' + row.getString(2), new Used(row.getString(3), row.getBytes(4)));
                    });
        }
        return used;
    }

    private static <T> String[] texts(List<T> rows, Function<T, ?> column) {
        return rows.stream().map(column).map(value -> value == null ? null : value.toString()).toArray(String[]::new);
    }

    private static <T> Integer[] numbers(List<T> rows, Function<T, Integer> column) {
        return rows.stream().map(column).toArray(Integer[]::new);
    }
}
