package io.vestnik.ledger;

import io.vestnik.batch.MicroBatcher;
import io.vestnik.channel.Outcome;
import io.vestnik.channel.Receipt;
import io.vestnik.metrics.BatchSizes;
import io.vestnik.metrics.DeliveryMeters;
import io.vestnik.suppression.Suppression;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/**
 * What providers tell, in the order told, many in one commit: answers to submits, and receipts. An answer and its receipt that come
 * close together are one change of the delivery, and the receipt finds its owner without a look-up.
 */
@Component
class Settlement {

    private sealed interface Told {}

    private record Answered(Outcome outcome) implements Told {}

    private record Heard(List<Receipt> receipts) implements Told {}

    /** @param stored found by provider and id; else by an id of this batch's answers, which another provider may give as well */
    private record Owner(String deliveryId, boolean stored) {}

    /** Long enough for many a receipt to come into the batch of its answer, and shorter than a commit on a busy machine. */
    private static final Duration GATHERING = Duration.ofMillis(10);

    private final Ledger ledger;
    private final ProviderMessageRows providerMessages;
    private final DeadCodes dead;
    private final MicroBatcher<Told, List<Receipt>> batcher;
    private final BatchSizes sizes = new BatchSizes("settlement");

    Settlement(Ledger ledger, ProviderMessageRows providerMessages, DeadCodes dead) {
        this.ledger = ledger;
        this.providerMessages = providerMessages;
        this.dead = dead;
        this.batcher = new MicroBatcher<>("settlement", 1_000, GATHERING, this::write);
    }

    /** Completes when it is in the database; fails when it is not. */
    CompletableFuture<?> answered(Outcome outcome) {
        return batcher.add(new Answered(outcome));
    }

    /** Completes with those whose delivery is not known when the others are in the database; fails when they are not. */
    CompletableFuture<List<Receipt>> heard(List<Receipt> receipts) {
        return batcher.add(new Heard(receipts));
    }

    private List<List<Receipt>> write(List<Told> batch) {
        sizes.record(batch.size());
        List<Outcome> answers = new ArrayList<>();
        List<Receipt> receipts = new ArrayList<>();
        for (Told told : batch) {
            if (told instanceof Answered answered) {
                answers.add(answered.outcome);
            } else if (told instanceof Heard heard) {
                receipts.addAll(heard.receipts);
            }
        }
        Map<Receipt, Owner> owners = owners(answers, receipts);
        write(answers, owners);
        return batch.stream()
                .map(told -> told instanceof Heard heard
                        ? heard.receipts.stream().filter(receipt -> !owners.containsKey(receipt)).toList()
                        : List.<Receipt>of())
                .toList();
    }

    /** @param owners loses the receipts that turn out to be of another provider with the same ids */
    private void write(List<Outcome> answers, Map<Receipt, Owner> owners) {
        Set<String> deliveries = new HashSet<>();
        answers.forEach(outcome -> deliveries.add(outcome.deliveryId()));
        owners.values().forEach(owner -> deliveries.add(owner.deliveryId));
        if (deliveries.isEmpty()) {
            return;
        }
        Map<Receipt, String> results = new LinkedHashMap<>();
        Set<Receipt> others = new HashSet<>();
        ledger.changeDeliveries(deliveries, (messages, now) -> {
            List<ProviderMessageRows.Taken> taken = new ArrayList<>();
            answers.forEach(outcome -> messages.with(outcome.deliveryId(), (message, delivery) -> {
                Answer.apply(message, delivery, outcome, now);
                providerMessageIds(outcome)
                        .forEach(part -> taken.add(new ProviderMessageRows.Taken(delivery.provider, part, delivery.id)));
            }));
            // a receipt that came before this answer is waiting there
            providerMessages.link(taken, now).forEach(parked -> messages.with(parked.deliveryId(), (message, delivery) -> {
                results.put(parked.receipt(), "matched");
                hear(message, delivery, parked.receipt(), now);
            }));
            owners.forEach((receipt, owner) -> messages.with(owner.deliveryId, (message, delivery) -> {
                if (owner.stored || receipt.provider().equals(delivery.provider)) {
                    results.put(receipt, delivery.isOpen() ? "matched" : "late");
                    hear(message, delivery, receipt, now);
                } else {
                    others.add(receipt);
                }
            }));
        });
        results.forEach((receipt, result) -> DeliveryMeters.receipt(receipt.provider(), result));
        owners.keySet().removeAll(others);
    }

    private void hear(Message message, Delivery delivery, Receipt receipt, Instant now) {
        Hearing.apply(message, delivery, receipt, now);
        if (dead.has(receipt)) {
            delivery.dead = new Delivery.Dead(Suppression.REFUSED_BY_OPERATOR, receipt.code());
        }
    }

    /** In the order of the receipts; those that nobody owns are missing. */
    private Map<Receipt, Owner> owners(List<Outcome> answers, List<Receipt> receipts) {
        Map<String, String> answered = new HashMap<>();
        answers.forEach(outcome -> providerMessageIds(outcome).forEach(part -> answered.put(part, outcome.deliveryId())));
        List<Receipt> earlier =
                receipts.stream().filter(receipt -> !answered.containsKey(receipt.providerMessageId())).toList();
        Map<ProviderMessageRows.Key, String> stored = earlier.isEmpty() ? Map.of() : providerMessages.owners(earlier);
        Map<Receipt, Owner> owners = new LinkedHashMap<>();
        for (Receipt receipt : receipts) {
            String answer = answered.get(receipt.providerMessageId());
            String owner = answer == null ? stored.get(ProviderMessageRows.key(receipt)) : answer;
            if (owner != null) {
                owners.put(receipt, new Owner(owner, answer == null));
            }
        }
        return owners;
    }

    private static List<String> providerMessageIds(Outcome outcome) {
        if (outcome instanceof Outcome.Sent sent) {
            return sent.providerMessageIds();
        }
        return outcome instanceof Outcome.Accepted accepted ? List.of(accepted.providerMessageId()) : List.of();
    }

    @PreDestroy
    void close() throws InterruptedException {
        batcher.close();
    }
}
