package io.vestnik.ledger;

import io.vestnik.channel.Receipt;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The provider's ids: one row each, written from both sides, so that an answer and a receipt meet whichever comes first. */
@Component
class ProviderMessageRows {

    record Taken(String provider, String id, String deliveryId) {}

    record Parked(String deliveryId, Receipt receipt) {}

    record Key(String provider, String id) {}

    // A provider that starts its ids anew: the younger delivery owns the id, and neither a receipt that had its owner nor an
    // old one is its own.
    private static final String LINK =
            """
            INSERT INTO provider_message AS p (provider, id, delivery_id, at)
            SELECT u.provider, u.id, u.delivery_id, :now::timestamptz
            FROM unnest(:provider::text[], :id::text[], :delivery::text[]) AS u (provider, id, delivery_id)
            ORDER BY u.provider, u.id
            ON CONFLICT (provider, id) DO UPDATE
            SET delivery_id = excluded.delivery_id, at = excluded.at,
                receipt = CASE WHEN p.delivery_id IS NULL AND p.at > :now::timestamptz - interval '1 h' THEN p.receipt END
            RETURNING p.delivery_id, p.receipt
            """;
    private static final String PARK =
            """
            INSERT INTO provider_message AS p (provider, id, receipt, at)
            SELECT u.provider, u.id, u.receipt::jsonb, :now::timestamptz
            FROM unnest(:provider::text[], :id::text[], :receipt::text[]) AS u (provider, id, receipt)
            ORDER BY u.provider, u.id
            ON CONFLICT (provider, id) DO UPDATE
            SET receipt = CASE WHEN p.receipt IS NULL OR excluded.receipt ->> 'state' = 'READ' THEN excluded.receipt
                               ELSE p.receipt END
            RETURNING p.provider, p.id, p.delivery_id
            """;
    private static final String FIND =
            """
            SELECT p.provider, p.id, p.delivery_id FROM provider_message p
            JOIN unnest(:provider::text[], :id::text[]) AS u (provider, id) ON p.provider = u.provider AND p.id = u.id
            WHERE p.delivery_id IS NOT NULL
            """;

    private final JdbcClient jdbc;

    ProviderMessageRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Notes who owns the ids; answers the receipts that were already there. */
    List<Parked> link(List<Taken> taken, Instant now) {
        if (taken.isEmpty()) {
            return List.of();
        }
        Columns<Taken> columns = new Columns<>(distinct(taken));
        return jdbc
                .sql(LINK)
                .param("provider", columns.text(Taken::provider))
                .param("id", columns.text(Taken::id))
                .param("delivery", columns.text(Taken::deliveryId))
                .param("now", now.toString())
                .query((row, n) -> new Parked(
                        row.getString(1),
                        row.getString(2) == null ? null : Json.read(row.getString(2), Receipt.class)))
                .list()
                .stream()
                .filter(parked -> parked.receipt != null)
                .toList();
    }

    /** Keeps receipts whose delivery is not known yet; answers the owners of those that became known meanwhile. */
    Map<Key, String> park(Collection<Receipt> receipts, Instant now) {
        Map<Key, Receipt> latest = new HashMap<>();
        // the first final state stands; only a reading may follow it
        receipts.forEach(receipt -> latest.merge(
                key(receipt), receipt, (first, later) -> later.state() == Receipt.State.READ ? later : first));
        Columns<Receipt> columns = new Columns<>(List.copyOf(latest.values()));
        return owners(jdbc.sql(PARK)
                .param("provider", columns.text(Receipt::provider))
                .param("id", columns.text(Receipt::providerMessageId))
                .param("receipt", columns.text(Json::write))
                .param("now", now.toString()));
    }

    /** Who owns the ids of the receipts; those that nobody owns are missing. */
    Map<Key, String> owners(Collection<Receipt> receipts) {
        Columns<Receipt> columns = new Columns<>(List.copyOf(receipts));
        return owners(jdbc.sql(FIND)
                .param("provider", columns.text(Receipt::provider))
                .param("id", columns.text(Receipt::providerMessageId)));
    }

    private static Map<Key, String> owners(JdbcClient.StatementSpec statement) {
        Map<Key, String> owners = new HashMap<>();
        statement.query(row -> {
            if (row.getString(3) != null) {
                owners.put(new Key(row.getString(1), row.getString(2)), row.getString(3));
            }
        });
        return owners;
    }

    static Key key(Receipt receipt) {
        return new Key(receipt.provider(), receipt.providerMessageId());
    }

    // one statement may not touch a row twice
    private static List<Taken> distinct(List<Taken> taken) {
        Map<Key, Taken> distinct = new HashMap<>();
        taken.forEach(t -> distinct.put(new Key(t.provider, t.id), t));
        return List.copyOf(distinct.values());
    }
}
