package io.vestnik.esme;

import io.vestnik.message.MessageClass;
import io.vestnik.node.Node;
import io.vestnik.privacy.AtRest;
import io.vestnik.queue.Lease;
import io.vestnik.queue.Leases;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes down what clients are owed, in the running transaction. */
@Component
public class OwedRows {

    private record Written(String id, String systemId, boolean leased) {}

    // One row for each id that the client was given, where it asked for it: those of parts and of submit_multi, else the message's own.
    // A part that came twice has two ids; of more than there is room for after DeliverIds nobody is told.
    private static final String INSERT_RECEIPTS =
            """
            INSERT INTO esme_deliver (id, account, system_id, message_id, submit_id, state, code, done_at, node, due)
            SELECT substr(id, 1, 24) || substr(:letters, n / 32 + 1, 1) || substr(:letters, n % 32 + 1, 1),
                   account, system_id, message_id, submit_id, state, code, at::timestamptz, node, due::timestamptz
            FROM (SELECT u.*, coalesce(s.id, u.message_id) AS submit_id,
                         (row_number() OVER (PARTITION BY u.id ORDER BY s.position, s.id) - 1)::int AS n
                  FROM unnest(:ids::text[], :accounts::text[], :systemIds::text[], :registered::int[], :messageIds::text[],
                              :states::int[], :codes::text[], :at::text[], :nodes::text[], :due::text[])
                       AS u (id, account, system_id, registered, message_id, state, code, at, node, due)
                  LEFT JOIN esme_submit s ON s.message_id = u.message_id
                  WHERE CASE u.state WHEN 1 THEN coalesce(s.registered, u.registered) & 16 <> 0
                                     WHEN 2 THEN coalesce(s.registered, u.registered) & 3 IN (1, 3)
                                     ELSE coalesce(s.registered, u.registered) & 3 IN (1, 2) END) owed
            WHERE n < 1024
            RETURNING id, system_id, node IS NOT NULL
            """;
    private static final String INSERT =
            """
            INSERT INTO esme_deliver (id, account, system_id, submit_id, state, source, destination, text, submitted_at, done_at, due)
            SELECT u.id, u.account, u.system_id, u.submit_id, u.state, u.source, u.destination, u.text, u.submitted::timestamptz,
                   u.done::timestamptz, u.done::timestamptz
            FROM unnest(:ids::text[], :accounts::text[], :systemIds::text[], :submitIds::text[], :states::int[], :sources::text[],
                        :destinations::text[], :texts::text[], :submitted::text[], :done::text[])
                 AS u (id, account, system_id, submit_id, state, source, destination, text, submitted, done)
            """;
    private static final String LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // of a ULID

    private final JdbcClient jdbc;
    private final Leases leases;
    private final Node node;
    private final BoundClients bound;

    OwedRows(JdbcClient jdbc, Leases leases, Node node, BoundClients bound) {
        this.jdbc = jdbc;
        this.leases = leases;
        this.node = node;
        this.bound = bound;
    }

    /**
     * Receipts of messages, in one statement.
     *
     * @return what goes into the clients' queues after the commit, as it is leased: ids by system_id
     */
    public Map<String, List<String>> insert(List<OwedReceipt> owed, Instant now) {
        Set<String> permits = permits(owed);
        try {
            Map<String, List<String>> leased = new HashMap<>();
            write(owed, permits, now).forEach(row -> {
                if (row.leased) {
                    leased.computeIfAbsent(row.systemId, s -> new ArrayList<>()).add(row.id);
                    if (!permits.remove(row.id)) {
                        leases.take(Delivers.queue(row.systemId), MessageClass.SERVICE, row.id); // of a part: they go together
                    }
                }
            });
            leases.release(permits); // no part asked for it
            return leased;
        } catch (RuntimeException e) {
            leases.release(permits);
            throw e;
        }
    }

    /** Of those that may be queued now. Other clients' rows wait for the clock of the node that they are bound to, if any. */
    private Set<String> permits(List<OwedReceipt> owed) {
        Set<String> here = new HashSet<>(bound.list());
        Set<String> permits = new HashSet<>();
        for (OwedReceipt receipt : owed) {
            String systemId = receipt.wish().systemId();
            if (here.contains(systemId)
                    && receipt.account().equals(bound.owner(systemId))
                    && leases.take(Delivers.queue(systemId), MessageClass.SERVICE, receipt.id())) {
                permits.add(receipt.id());
            }
        }
        return permits;
    }

    private List<Written> write(List<OwedReceipt> owed, Set<String> permits, Instant now) {
        String lease = now.plus(Lease.DURATION).toString();
        return jdbc.sql(INSERT_RECEIPTS)
                .param("letters", LETTERS)
                .param("ids", texts(owed, OwedReceipt::id))
                .param("accounts", texts(owed, OwedReceipt::account))
                .param("systemIds", texts(owed, receipt -> receipt.wish().systemId()))
                .param("registered", numbers(owed, receipt -> receipt.wish().registered()))
                .param("messageIds", texts(owed, OwedReceipt::messageId))
                .param("states", numbers(owed, receipt -> receipt.state().value()))
                .param("codes", texts(owed, OwedReceipt::code))
                .param("at", texts(owed, receipt -> receipt.at().toString()))
                .param("nodes", texts(owed, receipt -> permits.contains(receipt.id()) ? node.id() : null))
                .param("due", texts(owed, receipt -> permits.contains(receipt.id()) ? lease : now.toString()))
                .query((row, n) -> new Written(row.getString(1), row.getString(2), row.getBoolean(3)))
                .list();
    }

    /** What says everything itself: replies, and receipts of parts without a message. The clock finds it. */
    public void insert(List<Deliver> delivers) {
        if (!delivers.isEmpty()) {
            jdbc.sql(INSERT)
                    .param("ids", texts(delivers, Deliver::id))
                    .param("accounts", texts(delivers, Deliver::account))
                    .param("systemIds", texts(delivers, Deliver::systemId))
                    .param("submitIds", texts(delivers, Deliver::submitId))
                    .param("states", numbers(delivers, deliver -> deliver.isReply() ? null : deliver.state().value()))
                    .param("sources", texts(delivers, Deliver::from))
                    .param("destinations", texts(delivers, Deliver::to))
                    .param("texts", texts(delivers, deliver -> AtRest.seal("esme_deliver.text", deliver.id(), deliver.text())))
                    .param("submitted", texts(delivers, Deliver::submittedAt))
                    .param("done", texts(delivers, Deliver::doneAt))
                    .update();
        }
    }

    private static <T> String[] texts(List<T> rows, Function<T, ?> column) {
        return rows.stream().map(column).map(value -> value == null ? null : value.toString()).toArray(String[]::new);
    }

    private static <T> Integer[] numbers(List<T> rows, Function<T, Integer> column) {
        return rows.stream().map(column).toArray(Integer[]::new);
    }
}
