package io.vestnik.ledger;

import com.github.f4b6a3.ulid.UlidCreator;
import io.vestnik.address.Addresses;
import io.vestnik.channel.ContentColumn;
import io.vestnik.message.NewMessage;
import io.vestnik.privacy.AtRest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes new messages, each with its first deliveries, many in one commit. */
@Component
public class NewRows {

    /**
     * @param status of the first answer to this key
     * @param replayed the key was there before, with the same message
     * @param keyReused the key was there before, with another message: nothing was written
     */
    public record Stored(String id, String status, boolean replayed, boolean keyReused) {}

    record Row(String id, NewMessage request, Message message) {

        String content() {
            return ContentColumn.seal("message.content", id, request.content());
        }

        String templates() {
            var templates = request.content().templates();
            return templates.isEmpty() ? null : arrayLiteral(templates.keySet());
        }
    }

    private record Used(byte[] fingerprint, String messageId, String status) {}

    private static final String INSERT_KEYS =
            """
            INSERT INTO idempotency (account, key, fingerprint, message_id, status, created_at)
            SELECT u.account, u.key, decode(u.fingerprint, 'hex'), u.message_id, u.status, :now::timestamptz
            FROM unnest(:account::text[], :key::text[], :fingerprint::text[], :id::text[], :status::text[])
                 AS u (account, key, fingerprint, message_id, status)
            ORDER BY u.account, u.key, u.message_id
            ON CONFLICT (account, key) DO NOTHING
            """;
    private static final String READ_KEYS =
            """
            SELECT i.account, i.key, i.fingerprint, i.message_id, i.status FROM idempotency i
            JOIN unnest(:account::text[], :key::text[]) AS u (account, key) ON i.account = u.account AND i.key = u.key
            """;
    private static final String INSERT_MESSAGES =
            """
            INSERT INTO message (id, account, class, status, recipient, addresses, sender, text, plan, tags, callback_url,
                                 callback_events, replay_of, created_at, send_at, valid_until, traceparent, answers,
                                 timeline, content, templates)
            SELECT u.id, u.account, u.class, u.status, u.recipient::jsonb, u.addresses::text[], u.sender, u.text,
                   u.plan::jsonb, u.tags::jsonb, u.callback_url, u.callback_events::text[], u.replay_of, :now::timestamptz,
                   u.send_at::timestamptz, u.valid_until::timestamptz, u.traceparent, u.answers::bigint, u.events::jsonb,
                   u.content, u.templates::text[]
            FROM unnest(:id::text[], :account::text[], :class::text[], :status::text[], :recipient::text[], :addresses::text[],
                        :sender::text[], :text::text[], :plan::text[], :tags::text[], :callbackUrl::text[],
                        :callbackEvents::text[], :replayOf::text[], :sendAt::text[], :validUntil::text[],
                        :traceparent::text[], :answers::text[], :events::text[], :content::text[], :templates::text[])
                 AS u (id, account, class, status, recipient, addresses, sender, text, plan, tags, callback_url,
                       callback_events, replay_of, send_at, valid_until, traceparent, answers, events, content, templates)
            """;

    private final JdbcClient jdbc;
    private final ChangedRows changed;
    private final CopiedRows copied;
    private final MessageRows rows;
    private final Commit commit;
    private final Clock clock;

    NewRows(JdbcClient jdbc, ChangedRows changed, CopiedRows copied, MessageRows rows, Commit commit, Clock clock) {
        this.jdbc = jdbc;
        this.changed = changed;
        this.copied = copied;
        this.rows = rows;
        this.commit = commit;
        this.clock = clock;
    }

    /** One result a request, in order. Throws: nothing was written. */
    public List<Stored> insert(List<NewMessage> requests) {
        return store(requests, (fresh, results, now, enqueued) -> {
            insertMessages(fresh, now);
            changed.write(fresh.stream().map(Row::message).toList(), now, enqueued);
        });
    }

    /**
     * The same for thousands at once, by COPY. Their deliveries take no permits but wait for the clock, which is fair to all: a bulk
     * never pushes single messages aside.
     *
     * @param together writes in the same transaction what belongs to it; what it throws undoes all
     */
    public List<Stored> copy(List<NewMessage> requests, Consumer<List<Stored>> together) {
        return store(requests, (fresh, results, now, enqueued) -> {
            copied.write(fresh, now);
            enqueued.changed(fresh.stream().map(Row::message).toList());
            together.accept(results);
        });
    }

    private interface Writing {
        void write(List<Row> fresh, List<Stored> results, Instant now, Enqueued enqueued);
    }

    private List<Stored> store(List<NewMessage> requests, Writing writing) {
        Instant now = clock.instant();
        List<Row> all = requests.stream().map(request -> row(request, now)).toList();
        List<Stored> results = new ArrayList<>();
        commit.run(enqueued -> {
            Map<String, Used> used = claimKeys(all, now);
            results.clear();
            List<Row> fresh = new ArrayList<>();
            for (Row row : all) {
                Stored stored = answer(row, used.get(keyOf(row.request)));
                results.add(stored);
                if (!stored.replayed && !stored.keyReused) {
                    fresh.add(row);
                }
            }
            writing.write(fresh, results, now, enqueued);
        });
        return results;
    }

    private Row row(NewMessage request, Instant now) {
        Instant from = request.sendAt() == null || request.sendAt().isBefore(now) ? now : request.sendAt();
        Message message = new Message(
                request.id() == null ? UlidCreator.getMonotonicUlid().toString() : request.id(),
                request.account(),
                request.messageClass(),
                MessageStatus.ACCEPTED,
                request.plan(),
                request.tags(),
                request.callbackUrl(),
                request.callbackEvents(),
                0,
                from.plus(request.validFor()),
                rows.waits());
        message.since = from;
        message.traceparent = request.origin().traceparent();
        message.begin(from, request.replayOf(), request.clock(), now);
        return new Row(message.id, request, message);
    }

    /** The keys of the batch as they stand after it, the rows' own or those of earlier requests; empty: all are the rows' own. */
    private Map<String, Used> claimKeys(List<Row> all, Instant now) {
        List<Row> keyed = all.stream().filter(row -> row.request.idempotencyKey() != null).toList();
        Map<String, Used> used = new HashMap<>();
        if (!keyed.isEmpty()) {
            Columns<Row> columns = new Columns<>(keyed);
            String[] accounts = columns.text(row -> row.request.account());
            String[] keys = columns.text(row -> row.request.idempotencyKey());
            int inserted = jdbc.sql(INSERT_KEYS)
                    .param("account", accounts)
                    .param("key", keys)
                    .param("fingerprint", columns.text(row -> java.util.HexFormat.of().formatHex(row.request.fingerprint())))
                    .param("id", columns.text(Row::id))
                    .param("status", columns.text(row -> row.message.status))
                    .param("now", now.toString())
                    .update();
            if (inserted < keyed.size()) { // else every key is its row's own
                jdbc.sql(READ_KEYS).param("account", accounts).param("key", keys).query(row -> {
                    used.put(
                            row.getString(1) + '\n' + row.getString(2),
                            new Used(row.getBytes(3), row.getString(4), row.getString(5)));
                });
            }
        }
        return used;
    }

    private static Stored answer(Row row, Used used) {
        if (used == null || used.messageId.equals(row.id)) {
            return new Stored(row.id, row.message.status.toString(), false, false);
        }
        boolean same = Arrays.equals(used.fingerprint, row.request.fingerprint());
        return new Stored(used.messageId, used.status, same, !same);
    }

    private static String keyOf(NewMessage request) {
        return request.account() + '\n' + request.idempotencyKey();
    }

    private void insertMessages(List<Row> fresh, Instant now) {
        if (fresh.isEmpty()) {
            return;
        }
        Columns<Row> columns = new Columns<>(fresh);
        jdbc.sql(INSERT_MESSAGES)
                .param("id", columns.text(Row::id))
                .param("account", columns.text(row -> row.request.account()))
                .param("class", columns.text(row -> row.request.messageClass()))
                .param("status", columns.text(row -> row.message.status))
                .param("recipient", columns.text(row -> Json.write(row.request.to())))
                .param("addresses", columns.text(row -> arrayLiteral(addresses(row.request.to()))))
                .param("sender", columns.text(row -> row.request.sender()))
                .param("text", columns.text(row -> AtRest.seal("message.text", row.id, row.request.text())))
                .param("plan", columns.text(row -> Json.write(row.request.plan())))
                .param("tags", columns.text(row -> Json.write(row.request.tags())))
                .param("callbackUrl", columns.text(row -> row.request.callbackUrl()))
                .param("callbackEvents", columns.text(row -> arrayLiteral(row.request.callbackEvents())))
                .param("replayOf", columns.text(row -> row.request.replayOf()))
                .param("sendAt", columns.text(row -> row.request.sendAt()))
                .param("validUntil", columns.text(row -> row.message.validUntil))
                .param("traceparent", columns.text(row -> row.message.traceparent))
                .param("answers", columns.text(row -> row.request.answers()))
                .param("events", columns.text(row -> Json.write(row.message.events)))
                .param("content", columns.text(Row::content))
                .param("templates", columns.text(Row::templates))
                .param("now", now.toString())
                .update();
        fresh.forEach(row -> row.message.changed = false); // stored whole: nothing to update
    }

    static Set<String> addresses(Map<String, String> to) {
        Set<String> keys = new java.util.TreeSet<>();
        to.forEach((name, address) -> keys.add(Addresses.key(name, address)));
        return keys;
    }

    /** PostgreSQL's text form of an array: unnest can't take an array of arrays of unequal length. */
    static String arrayLiteral(Iterable<String> values) {
        StringBuilder literal = new StringBuilder("{");
        for (String value : values) {
            literal.append(literal.length() > 1 ? "," : "")
                    .append('"')
                    .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return literal.append('}').toString();
    }
}
