package io.vestnik.ledger;

import io.vestnik.channel.Receipt;
import io.vestnik.metrics.DeliveryMeters;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Receipts of providers: each is in the database, matched or parked, before its provider is answered. */
@Component("receipts")
public class Receipts {

    private record Open(
            String deliveryId, String provider, String address, int reference, String sender, boolean unknown) {}

    private final Ledger ledger;
    private final ProviderMessageRows providerMessages;
    private final JdbcClient jdbc;
    private final Clock clock;

    Receipts(Ledger ledger, ProviderMessageRows providerMessages, JdbcClient jdbc, Clock clock) {
        this.ledger = ledger;
        this.providerMessages = providerMessages;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Durable when it returns; throws when it is not, and the provider must send them again. */
    public void settle(List<Receipt> told) {
        List<Receipt> receipts =
                told.stream().filter(receipt -> receipt.state() != Receipt.State.ENROUTE).toList(); // changes nothing
        if (receipts.isEmpty()) {
            return;
        }
        List<Receipt> orphans = apply(receipts, providerMessages.owners(receipts));
        if (orphans.isEmpty()) {
            return;
        }
        List<Receipt> parked = apply(orphans, providerMessages.park(orphans, clock.instant())); // an answer may have come meanwhile
        count("parked", parked);
        settleUnknown(orphans);
    }

    /** Looks among the parked receipts for those of deliveries whose answer never came. */
    public void settleUnknown() {
        List<Receipt> parked = jdbc.sql(
                        """
                        SELECT p.receipt FROM provider_message p
                        WHERE p.delivery_id IS NULL AND p.at > :since::timestamptz AND p.provider IN
                              (SELECT d.provider FROM delivery d WHERE d.status = 'unknown' AND d.due IS NOT NULL)
                        ORDER BY p.at DESC LIMIT 5000
                        """)
                .param("since", clock.instant().minus(Duration.ofHours(1)).toString())
                .query((row, n) -> Json.read(row.getString(1), Receipt.class))
                .list();
        settleUnknown(parked);
    }

    private List<Receipt> apply(List<Receipt> receipts, Map<ProviderMessageRows.Key, String> owners) {
        List<Receipt> orphans = new ArrayList<>();
        List<Receipt> owned = new ArrayList<>();
        for (Receipt receipt : receipts) {
            (owners.containsKey(ProviderMessageRows.key(receipt)) ? owned : orphans).add(receipt);
        }
        if (!owned.isEmpty()) {
            List<Receipt> late = new ArrayList<>();
            ledger.changeDeliveries(owners.values(), (messages, now) -> owned.forEach(receipt -> messages.with(
                    owners.get(ProviderMessageRows.key(receipt)), (message, delivery) -> {
                        if (!delivery.isOpen()) {
                            late.add(receipt);
                        }
                        Hearing.apply(message, delivery, receipt, now);
                    })));
            count("late", late);
            owned.removeAll(late);
            count("matched", owned);
        }
        return orphans;
    }

    /** After the commit. */
    private static void count(String result, Collection<Receipt> receipts) {
        receipts.forEach(receipt -> DeliveryMeters.receipt(receipt.provider(), result));
    }

    private void settleUnknown(Collection<Receipt> orphans) {
        if (orphans.isEmpty()) {
            return;
        }
        List<Open> open = unansweredDeliveries();
        if (open.stream().noneMatch(Open::unknown)) {
            return;
        }
        for (Receipt receipt : orphans) {
            Open owner = owner(receipt, open);
            if (owner != null) {
                ledger.changeDeliveries(List.of(owner.deliveryId), (messages, now) ->
                        messages.with(owner.deliveryId, (message, delivery) -> {
                            providerMessages.link(
                                    List.of(new ProviderMessageRows.Taken(
                                            receipt.provider(), receipt.providerMessageId(), delivery.id)),
                                    now);
                            Hearing.apply(message, delivery, receipt, now);
                        }));
                count("matched", List.of(receipt));
            }
        }
    }

    /** By our reference where the provider returns it, else the only open one for that sender and recipient. */
    private static Open owner(Receipt receipt, List<Open> open) {
        List<Open> candidates = open.stream()
                .filter(o -> o.provider.equals(receipt.provider()))
                .filter(o -> receipt.address() == null || o.address.equals(receipt.address()))
                .filter(o -> receipt.reference() == null
                        ? receipt.address() != null && (receipt.sender() == null || Objects.equals(o.sender, receipt.sender()))
                        : o.reference == receipt.reference())
                .toList();
        // one whose answer is still on its way may own it just as well
        return candidates.size() == 1 && candidates.get(0).unknown ? candidates.get(0) : null;
    }

    private List<Open> unansweredDeliveries() {
        return jdbc.sql(
                        """
                        SELECT d.id, d.provider, d.address, d.reference, m.sender, d.status = 'unknown'
                        FROM delivery d JOIN message m ON m.id = d.message_id
                        WHERE d.status IN ('sending', 'unknown') AND d.due IS NOT NULL
                        """)
                .query((row, n) -> new Open(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getInt(4),
                        row.getString(5),
                        row.getBoolean(6)))
                .list();
    }
}
