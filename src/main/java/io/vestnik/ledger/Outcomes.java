package io.vestnik.ledger;

import io.vestnik.batch.Outage;
import io.vestnik.channel.Outcome;
import jakarta.annotation.PreDestroy;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What became of submissions. One that can't be written is left to its row's due time. */
@Component("outcomes")
public class Outcomes implements Consumer<Outcome> {

    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);
    private static final Executor IN_A_SECOND = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Settlement settlement;
    private final AtomicLong warned = new AtomicLong(System.nanoTime() - SECOND);
    private final Set<Outcome> kept = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Outcomes(Settlement settlement) {
        this.settlement = settlement;
    }

    @Override
    public void accept(Outcome outcome) {
        settlement.answered(outcome).whenComplete((written, failure) -> {
            if (failure != null) {
                failed(outcome, failure);
            }
        });
    }

    /** An answer is known only here: while the database is away it is kept, or the message would be sent twice. */
    private void failed(Outcome outcome, Throwable failure) {
        if (Outage.is(failure) && !closed) {
            warn(failure);
            kept.add(outcome);
            IN_A_SECOND.execute(() -> again(outcome));
        } else {
            LOG.error("outcome not written, the clock will settle it: delivery={}", outcome.deliveryId(), failure);
        }
    }

    private void again(Outcome outcome) {
        if (kept.remove(outcome)) {
            accept(outcome);
        }
    }

    /** Once a second: all those in flight may fail together. */
    private void warn(Throwable failure) {
        long now = System.nanoTime();
        long last = warned.get();
        if (now - last > SECOND && warned.compareAndSet(last, now)) {
            LOG.warn("database away, outcomes wait: {}", failure.getMessage());
        }
    }

    @PreDestroy
    void close() {
        closed = true;
        kept.forEach(this::again); // the database may be back
    }
}
