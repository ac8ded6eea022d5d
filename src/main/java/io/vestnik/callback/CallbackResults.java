package io.vestnik.callback;

import io.vestnik.alert.DeadLetterAlarm;
import io.vestnik.batch.MicroBatcher;
import io.vestnik.batch.Outage;
import io.vestnik.metrics.BatchSizes;
import io.vestnik.metrics.CallbackMeters;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what became of callbacks, many in one commit; while the database is away they are kept, or all would be sent again. */
final class CallbackResults implements Function<Result, CompletableFuture<?>>, AutoCloseable {

    private static final int LARGEST_COMMIT = 200;
    private static final Logger LOG = LoggerFactory.getLogger(CallbackResults.class);
    private static final Executor IN_A_SECOND = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private final MicroBatcher<Result, Result> batcher;
    private final DeadLetterAlarm deadLetters;
    private volatile boolean closed;

    CallbackResults(CallbackRows rows, DeadLetterAlarm deadLetters) {
        this.deadLetters = deadLetters;
        BatchSizes sizes = new BatchSizes("callback-results");
        this.batcher = new MicroBatcher<>("callback-results", LARGEST_COMMIT, results -> {
            sizes.record(results.size());
            return rows.settle(results);
        });
    }

    /** Completes when it is written, or lost: then the callback is sent again under the same id when its lease ends. */
    @Override
    public CompletableFuture<?> apply(Result result) {
        CompletableFuture<Result> done = new CompletableFuture<>();
        write(result, done);
        return done;
    }

    private void write(Result result, CompletableFuture<Result> done) {
        batcher.add(result).whenComplete((written, failure) -> {
            if (failure != null && Outage.is(failure) && !closed) {
                IN_A_SECOND.execute(() -> write(result, done));
                return;
            }
            if (failure != null) {
                result.callback().facts(LOG.atWarn()).log("callback result={} not written: {}", result.kind(), failure.toString());
            } else {
                CallbackMeters.settled(result.kind().name().toLowerCase(Locale.ROOT));
                if (result.kind() == Result.Kind.DEAD) {
                    deadLetters.written("callback", 1);
                }
            }
            done.complete(result);
        });
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        batcher.close();
    }
}
