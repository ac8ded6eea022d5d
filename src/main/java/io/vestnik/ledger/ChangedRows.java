package io.vestnik.ledger;

import com.github.f4b6a3.ulid.UlidCreator;
import io.vestnik.callback.Callback;
import io.vestnik.callback.CallbackEvent;
import io.vestnik.esme.OwedReceipt;
import io.vestnik.esme.OwedRows;
import io.vestnik.message.MessageClass;
import io.vestnik.node.Node;
import io.vestnik.queue.Lease;
import io.vestnik.queue.Leases;
import io.vestnik.trace.Traceparent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes what changed: one statement a table and batch. */
@Component
class ChangedRows {

    private record Row(Message message, Delivery delivery) {}

    /** @param leased it goes into the queue at once */
    private record NewCallback(Callback row, boolean leased) {}

    private static final String UPDATE_DELIVERIES =
            """
            UPDATE delivery d
            SET status = u.status, code = u.code, attempts = u.attempts, repeats = u.repeats, parts = u.parts::jsonb,
                timed_out = u.timed_out, node = u.node, due = u.due::timestamptz, sent_at = u.sent_at::timestamptz,
                final_at = u.final_at::timestamptz, timeline = d.timeline || u.events::jsonb
            FROM unnest(:id::text[], :status::text[], :code::text[], :attempts::int[], :repeats::int[], :parts::text[],
                        :timedOut::boolean[], :node::text[], :due::text[], :sentAt::text[], :finalAt::text[], :events::text[])
                 AS u (id, status, code, attempts, repeats, parts, timed_out, node, due, sent_at, final_at, events)
            WHERE d.id = u.id
            """;
    static final String INSERT_DELIVERIES =
            """
            INSERT INTO delivery (id, message_id, position, account, rank, channel, address, status, code, segments, reference,
                                  node, due, final_at, timeline)
            SELECT u.id, u.message_id, u.position, u.account, u.rank, u.channel, u.address, u.status, u.code, u.segments,
                   u.reference, u.node, u.due::timestamptz, u.final_at::timestamptz, u.events::jsonb
            FROM unnest(:id::text[], :messageId::text[], :position::int[], :account::text[], :rank::int[], :channel::text[],
                        :address::text[], :status::text[], :code::text[], :segments::int[], :reference::int[], :node::text[],
                        :due::text[], :finalAt::text[], :events::text[])
                 AS u (id, message_id, position, account, rank, channel, address, status, code, segments, reference, node,
                       due, final_at, events)
            """;
    // A one-time code is of no use to anybody when its message has ended.
    private static final String UPDATE_MESSAGES =
            """
            UPDATE message m
            SET status = u.status, reason = u.reason, sequence = u.sequence,
                text = CASE WHEN m.class = 'authorization' AND u.final_at IS NOT NULL THEN '' ELSE m.text END,
                content = CASE WHEN m.class = 'authorization' AND u.final_at IS NOT NULL THEN NULL ELSE m.content END,
                final_at = coalesce(m.final_at, u.final_at::timestamptz), timeline = m.timeline || u.events::jsonb
            FROM unnest(:id::text[], :status::text[], :reason::text[], :sequence::int[], :finalAt::text[], :events::text[])
                 AS u (id, status, reason, sequence, final_at, events)
            WHERE m.id = u.id
            """;
    private static final String INSERT_CALLBACKS =
            """
            INSERT INTO callback (id, account, message_id, url, body, traceparent, node, due, created_at)
            SELECT u.id, u.account, u.message_id, u.url, u.body, u.traceparent, u.node, u.due::timestamptz, :now::timestamptz
            FROM unnest(:id::text[], :account::text[], :messageId::text[], :url::text[], :body::text[],
                        :traceparent::text[], :node::text[], :due::text[])
                 AS u (id, account, message_id, url, body, traceparent, node, due)
            """;
    private static final String INSERT_DEAD_LETTERS =
            """
            INSERT INTO dead_letter (id, account, message_id, reason, at)
            SELECT u.id, u.account, u.message_id, u.reason, :now::timestamptz
            FROM unnest(:id::text[], :account::text[], :messageId::text[], :reason::text[]) AS u (id, account, message_id, reason)
            """;

    private final JdbcClient jdbc;
    private final Leases leases;
    private final Node node;
    private final CallbackEvent callbackEvent;
    private final OwedRows owedRows;
    private final DeadAddresses deadAddresses;

    ChangedRows(
            JdbcClient jdbc, Leases leases, Node node, CallbackEvent callbackEvent, OwedRows owedRows, DeadAddresses deadAddresses) {
        this.jdbc = jdbc;
        this.leases = leases;
        this.node = node;
        this.callbackEvent = callbackEvent;
        this.owedRows = owedRows;
        this.deadAddresses = deadAddresses;
    }

    /** Writes in the running transaction; notes what is to be enqueued after it. */
    void write(Collection<Message> messages, Instant now, Enqueued enqueued) {
        List<Row> updated = new ArrayList<>();
        List<Row> created = new ArrayList<>();
        for (Message message : messages) {
            for (Delivery delivery : message.deliveries) {
                if (delivery.changed) {
                    lease(message, delivery, now, enqueued);
                    (delivery.isNew ? created : updated).add(new Row(message, delivery));
                }
            }
        }
        updateDeliveries(updated);
        insertDeliveries(created);
        updateMessages(messages.stream().filter(m -> m.changed).toList());
        insertCallbacks(messages.stream().filter(m -> !OwedReceipts.areFor(m)).toList(), now, enqueued);
        insertReceipts(messages, now, enqueued);
        enqueued.changed(messages);
        insertDeadLetters(messages.stream().filter(m -> m.deadReason != null).toList(), now);
        deadAddresses.write(messages, now);
    }

    /** A row that is due now goes into the queue at once while there is a permit; else it waits for the clock. */
    private void lease(Message message, Delivery delivery, Instant now, Enqueued enqueued) {
        if (delivery.status == DeliveryStatus.QUEUED
                && !delivery.due.isAfter(now)
                && leases.take(delivery.channel, message.messageClass, delivery.id)) {
            delivery.node = node.id();
            Instant lease = now.plus(Lease.DURATION);
            delivery.due = lease.isBefore(message.validUntil) ? lease : message.validUntil;
            enqueued.delivery(message.messageClass, delivery.id);
        }
    }

    private void updateDeliveries(List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        Columns<Row> columns = new Columns<>(rows);
        jdbc.sql(UPDATE_DELIVERIES)
                .param("id", columns.text(row -> row.delivery.id))
                .param("status", columns.text(row -> row.delivery.status))
                .param("code", columns.text(row -> row.delivery.code))
                .param("attempts", columns.numbers(row -> row.delivery.attempts))
                .param("repeats", columns.numbers(row -> row.delivery.repeats))
                .param("parts", columns.text(row -> row.delivery.parts.isEmpty() ? null : Json.write(row.delivery.parts)))
                .param("timedOut", columns.flags(row -> row.delivery.timedOut))
                .param("node", columns.text(row -> row.delivery.node))
                .param("due", columns.text(row -> row.delivery.due))
                .param("sentAt", columns.text(row -> row.delivery.sentAt))
                .param("finalAt", columns.text(row -> row.delivery.finalAt))
                .param("events", columns.text(row -> Json.write(row.delivery.events)))
                .update();
    }

    private void insertDeliveries(List<Row> rows) {
        if (!rows.isEmpty()) {
            Columns<Row> columns = new Columns<>(rows);
            jdbc.sql(INSERT_DELIVERIES)
                    .param("id", columns.text(row -> row.delivery.id))
                    .param("messageId", columns.text(row -> row.message.id))
                    .param("position", columns.numbers(row -> row.delivery.position))
                    .param("account", columns.text(row -> row.message.account))
                    .param("rank", columns.numbers(row -> row.message.messageClass.rank()))
                    .param("channel", columns.text(row -> row.delivery.channel))
                    .param("address", columns.text(row -> row.delivery.address))
                    .param("status", columns.text(row -> row.delivery.status))
                    .param("code", columns.text(row -> row.delivery.code))
                    .param("segments", columns.numbers(row -> row.delivery.segments))
                    .param("reference", columns.numbers(row -> row.delivery.reference))
                    .param("node", columns.text(row -> row.delivery.node))
                    .param("due", columns.text(row -> row.delivery.due))
                    .param("finalAt", columns.text(row -> row.delivery.finalAt))
                    .param("events", columns.text(row -> Json.write(row.delivery.events)))
                    .update();
        }
    }

    private void updateMessages(List<Message> messages) {
        if (!messages.isEmpty()) {
            Columns<Message> columns = new Columns<>(messages);
            jdbc.sql(UPDATE_MESSAGES)
                    .param("id", columns.text(m -> m.id))
                    .param("status", columns.text(m -> m.status))
                    .param("reason", columns.text(m -> m.reason))
                    .param("sequence", columns.numbers(m -> m.sequence))
                    .param("finalAt", columns.text(m -> m.finalAt))
                    .param("events", columns.text(m -> Json.write(m.events)))
                    .update();
        }
    }

    private void insertReceipts(Collection<Message> messages, Instant now, Enqueued enqueued) {
        List<OwedReceipt> receipts = OwedReceipts.of(messages);
        if (!receipts.isEmpty()) {
            enqueued.delivers(owedRows.insert(receipts, now));
        }
    }

    private void insertCallbacks(Collection<Message> messages, Instant now, Enqueued enqueued) {
        List<NewCallback> callbacks = new ArrayList<>();
        for (Message message : messages) {
            for (Message.Telling told : message.tellings) {
                Callback callback = callback(message, told);
                boolean leased = leases.take("callbacks", MessageClass.SERVICE, callback.id());
                callbacks.add(new NewCallback(callback, leased));
                if (leased) {
                    enqueued.callback(callback);
                }
            }
        }
        if (callbacks.isEmpty()) {
            return;
        }
        Columns<NewCallback> columns = new Columns<>(callbacks);
        jdbc.sql(INSERT_CALLBACKS)
                .param("id", columns.text(c -> c.row.id()))
                .param("account", columns.text(c -> c.row.account()))
                .param("messageId", columns.text(c -> c.row.messageId()))
                .param("url", columns.text(c -> c.row.url()))
                .param("body", columns.text(c -> c.row.body()))
                .param("traceparent", columns.text(c -> c.row.traceparent()))
                .param("node", columns.text(c -> c.leased ? node.id() : null))
                .param("due", columns.text(c -> c.leased ? now.plus(Lease.DURATION) : now))
                .param("now", now.toString())
                .update();
    }

    private Callback callback(Message message, Message.Telling told) {
        String id = UlidCreator.getMonotonicUlid().toString();
        String traceparent = message.traceparent == null ? null : Traceparent.next(message.traceparent);
        String body = callbackEvent.body(
                id,
                message.id,
                told.status(),
                told.channel(),
                told.reason(),
                told.code(),
                told.at(),
                told.sequence(),
                message.tags,
                traceparent);
        return new Callback(id, message.account, message.id, message.callbackUrl, body, traceparent, 0, Duration.ZERO);
    }

    private void insertDeadLetters(List<Message> messages, Instant now) {
        if (!messages.isEmpty()) {
            Columns<Message> columns = new Columns<>(messages);
            jdbc.sql(INSERT_DEAD_LETTERS)
                    .param("id", columns.text(m -> UlidCreator.getMonotonicUlid()))
                    .param("account", columns.text(m -> m.account))
                    .param("messageId", columns.text(m -> m.id))
                    .param("reason", columns.text(m -> m.deadReason))
                    .param("now", now.toString())
                    .update();
        }
    }
}
