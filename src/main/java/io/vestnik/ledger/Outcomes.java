package io.vestnik.ledger;

import io.vestnik.batch.MicroBatcher;
import io.vestnik.batch.Outage;
import io.vestnik.channel.Outcome;
import io.vestnik.channel.Receipt;
import io.vestnik.metrics.BatchSizes;
import io.vestnik.metrics.DeliveryMeters;
import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What became of submissions, written in batches. One that can't be written is left to its row's due time. */
@Component("outcomes")
public class Outcomes implements Consumer<Outcome> {

    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

    private final Ledger ledger;
    private final ProviderMessageRows providerMessages;
    private final MicroBatcher<Outcome, Boolean> batcher;
    private final BatchSizes sizes = new BatchSizes("outcomes");
    private final CountDownLatch closing = new CountDownLatch(1);

    Outcomes(Ledger ledger, ProviderMessageRows providerMessages) {
        this.ledger = ledger;
        this.providerMessages = providerMessages;
        this.batcher = new MicroBatcher<>("outcomes", 500, this::writeSurely);
    }

    @Override
    public void accept(Outcome outcome) {
        batcher.add(outcome).exceptionally(e -> {
            LOG.error("outcome not written, the clock will settle it: delivery={}", outcome.deliveryId(), e);
            return false;
        });
    }

    /** An answer is known only here: while the database is away it is kept, or the message would be sent twice. */
    private List<Boolean> writeSurely(List<Outcome> outcomes) {
        while (true) {
            try {
                return write(outcomes);
            } catch (RuntimeException e) {
                if (!Outage.is(e) || closing.getCount() == 0) {
                    throw e;
                }
                LOG.warn("database away, {} outcomes wait: {}", outcomes.size(), e.getMessage());
                pause();
            }
        }
    }

    private void pause() {
        try {
            closing.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Boolean> write(List<Outcome> outcomes) {
        sizes.record(outcomes.size());
        Map<String, Outcome> byDelivery = outcomes.stream()
                .collect(Collectors.toMap(Outcome::deliveryId, o -> o, (first, second) -> second));
        List<Receipt> found = new ArrayList<>();
        ledger.changeDeliveries(byDelivery.keySet(), (messages, now) -> {
            List<ProviderMessageRows.Taken> taken = new ArrayList<>();
            byDelivery.forEach((id, outcome) -> messages.with(id, (message, delivery) -> {
                Answer.apply(message, delivery, outcome, now);
                providerMessageIds(outcome).forEach(part ->
                        taken.add(new ProviderMessageRows.Taken(delivery.provider, part, id)));
            }));
            // a receipt that came before this answer is waiting there
            providerMessages.link(taken, now).forEach(parked -> messages.with(parked.deliveryId(), (message, delivery) -> {
                Hearing.apply(message, delivery, parked.receipt(), now);
                found.add(parked.receipt());
            }));
        });
        found.forEach(receipt -> DeliveryMeters.receipt(receipt.provider(), "matched"));
        return Collections.nCopies(outcomes.size(), true);
    }

    private static List<String> providerMessageIds(Outcome outcome) {
        if (outcome instanceof Outcome.Sent sent) {
            return sent.providerMessageIds();
        }
        return outcome instanceof Outcome.Accepted accepted ? List.of(accepted.providerMessageId()) : List.of();
    }

    @PreDestroy
    void close() throws InterruptedException {
        closing.countDown();
        batcher.close();
    }
}
