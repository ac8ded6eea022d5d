package io.vestnik.ingress.smpp.part;

import io.vestnik.accept.KeyReused;
import io.vestnik.batch.MicroBatcher;
import io.vestnik.metrics.BatchSizes;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps parts until they are together, on whichever nodes they came in. */
@Component("longMessages")
public class LongMessages {

    private final MicroBatcher<LongPart, NewParts.Stored> batcher;
    private final Assembly assembly;

    LongMessages(NewParts rows, Assembly assembly, TransactionTemplate transaction, Clock clock) {
        this.assembly = assembly;
        BatchSizes sizes = new BatchSizes("parts");
        this.batcher = new MicroBatcher<>("parts", 500, parts -> {
            sizes.record(parts.size());
            return transaction.execute(status -> rows.insert(parts, clock.instant(), clock.instant().plus(Assembly.LEASE)));
        });
    }

    /**
     * Completes with the part's id on its commit. Fails as {@link io.vestnik.accept.Accept} does, and with {@link TooManyParts} when the
     * client has too many parts waiting for others.
     */
    public CompletableFuture<String> add(LongPart part) {
        return batcher.add(part).thenApply(stored -> switch (stored.kind()) {
            case FRESH -> {
                assembly.look(Part.Group.of(part)); // it may be the last one
                yield stored.id();
            }
            case REPLAYED -> stored.id();
            case KEY_REUSED -> throw new CompletionException(new KeyReused());
            case TOO_MANY -> throw new CompletionException(new TooManyParts());
        });
    }

    @PreDestroy
    void close() throws InterruptedException {
        batcher.close();
    }
}
