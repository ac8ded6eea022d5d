package io.vestnik.ledger;

import io.vestnik.channel.Receipt;
import io.vestnik.metrics.DeliveryMeters;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Receipts of providers: each is in the database, matched or parked, before its provider is answered. */
@Component("receipts")
public class Receipts {

    private record Open(
            String deliveryId, String provider, String address, int reference, String sender, boolean unknown) {}

    private final Settlement settlement;
    private final Ledger ledger;
    private final ProviderMessageRows providerMessages;
    private final JdbcClient jdbc;
    private final Clock clock;

    Receipts(Settlement settlement, Ledger ledger, ProviderMessageRows providerMessages, JdbcClient jdbc, Clock clock) {
        this.settlement = settlement;
        this.ledger = ledger;
        this.providerMessages = providerMessages;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Durable when it returns; throws when it is not, and the provider must send them again. */
    public void settle(List<Receipt> told) {
        List<Receipt> receipts =
                told.stream().filter(receipt -> receipt.state() != Receipt.State.ENROUTE).toList(); // changes nothing
        List<Receipt> orphans = hear(receipts);
        if (orphans.isEmpty()) {
            return;
        }
        Map<ProviderMessageRows.Key, String> owners = providerMessages.park(orphans, clock.instant());
        Map<Boolean, List<Receipt>> found = orphans.stream()
                .collect(Collectors.partitioningBy(receipt -> owners.containsKey(ProviderMessageRows.key(receipt))));
        hear(found.get(true)); // an answer came meanwhile: all of these have a stored owner
        count("parked", found.get(false));
        settleUnknown(found.get(false));
    }

    /** Answers those whose delivery is not known. */
    private List<Receipt> hear(List<Receipt> receipts) {
        if (receipts.isEmpty()) {
            return List.of();
        }
        try {
            return settlement.heard(receipts).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
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

    /** By our id or reference where the provider returns it, else the only open one for that sender and recipient. */
    private static Open owner(Receipt receipt, List<Open> open) {
        List<Open> candidates = open.stream()
                .filter(o -> o.provider.equals(receipt.provider()))
                .filter(o -> isNamed(o, receipt) || isMeant(o, receipt))
                .toList();
        // one whose answer is still on its way may own it just as well
        return candidates.size() == 1 && candidates.get(0).unknown ? candidates.get(0) : null;
    }

    /** Also a provider that has no ids of its own names the message by ours. */
    private static boolean isNamed(Open open, Receipt receipt) {
        return open.deliveryId.equals(receipt.deliveryId()) || open.deliveryId.equals(receipt.providerMessageId());
    }

    private static boolean isMeant(Open open, Receipt receipt) {
        if (receipt.deliveryId() != null || receipt.address() != null && !open.address.equals(receipt.address())) {
            return false;
        }
        return receipt.reference() == null
                ? receipt.address() != null && (receipt.sender() == null || Objects.equals(open.sender, receipt.sender()))
                : open.reference == receipt.reference();
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
