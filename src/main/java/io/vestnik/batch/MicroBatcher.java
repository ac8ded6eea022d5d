package io.vestnik.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Gathers what many threads write at the same time into one commit. It never waits for company: the next commit starts when
 * the last one ends, with whatever has come in. A failed batch is repeated one by one, so that only the guilty item fails;
 * but when the database is away all of them fail at once.
 */
public final class MicroBatcher<T, R> implements AutoCloseable {

    private record Item<T, R>(T value, CompletableFuture<R> result) {}

    /** A batch of so many is followed by another: there is much to write. */
    private static final int MUCH = 10;

    private final BlockingQueue<Item<T, R>> waiting = new LinkedBlockingQueue<>();
    private final Item<T, R> end = new Item<>(null, new CompletableFuture<>());
    private final Function<List<T>, List<R>> commit;
    private final int largest;
    private final Duration gathering;
    private final Thread writer;
    private volatile boolean closed;
    private volatile boolean ended;

    /**
     * @param largest items in one commit
     * @param commit writes a batch in one transaction and answers one result an item, in order; throws: nothing was written
     */
    public MicroBatcher(String name, int largest, Function<List<T>, List<R>> commit) {
        this(name, largest, Duration.ZERO, commit);
    }

    /**
     * @param gathering while there is much to write, so long a rest between two batches: for what nobody waits for, since a batch twice
     *     as large costs little more
     */
    public MicroBatcher(String name, int largest, Duration gathering, Function<List<T>, List<R>> commit) {
        this.largest = largest;
        this.gathering = gathering;
        this.commit = commit;
        this.writer = new Thread(this::write, name);
        writer.start();
    }

    /** Completes after the commit that holds the value; fails with what its own write threw. */
    public CompletableFuture<R> add(T value) {
        Item<T, R> item = new Item<>(value, new CompletableFuture<>());
        waiting.add(item);
        if (ended) {
            refuseRest();
        }
        return item.result;
    }

    private void write() {
        List<Item<T, R>> batch = new ArrayList<>(largest);
        boolean ending = false;
        int last = 0;
        while (!ending) {
            try {
                batch.add(waiting.take());
                gather(last);
            } catch (InterruptedException e) {
                // only close() ends it
            }
            waiting.drainTo(batch, largest - batch.size());
            ending = batch.remove(end);
            if (!batch.isEmpty()) {
                last = batch.size();
                write(batch);
                batch.clear();
            }
        }
        ended = true;
        refuseRest();
    }

    private void gather(int last) throws InterruptedException {
        if (last >= MUCH && !closed) {
            Thread.sleep(gathering.toMillis());
        }
    }

    private void write(List<Item<T, R>> batch) {
        try {
            List<R> results = commit.apply(batch.stream().map(Item::value).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).result.complete(results.get(i));
            }
        } catch (RuntimeException e) {
            if (batch.size() == 1 || Outage.is(e)) {
                batch.forEach(item -> item.result.completeExceptionally(e));
                if (e instanceof CannotCreateTransactionException || e instanceof CannotGetJdbcConnectionException) {
                    failWaiting(e); // they have waited for a connection as long: not once more for themselves
                }
            } else {
                batch.forEach(item -> write(List.of(item)));
            }
        }
    }

    private void refuseRest() {
        failWaiting(new RejectedExecutionException("the hub is stopping"));
    }

    private void failWaiting(RuntimeException failure) {
        List<Item<T, R>> rest = new ArrayList<>();
        waiting.drainTo(rest);
        if (rest.remove(end)) {
            waiting.add(end);
        }
        rest.forEach(item -> item.result.completeExceptionally(failure));
    }

    /** Writes what is waiting, then ends; refuses what comes later. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        waiting.add(end);
        writer.join();
    }
}
