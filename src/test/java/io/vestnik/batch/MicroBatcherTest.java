package io.vestnik.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.CannotCreateTransactionException;

class MicroBatcherTest {

    /** Each wait for a connection takes 3 s: who came during one has the answer at its end, and not at that of the next. */
    @Test
    void withoutAConnectionThoseWhoWaitFailWithTheBatch() throws Exception {
        CountDownLatch inHand = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        AtomicInteger commits = new AtomicInteger();
        MicroBatcher<Integer, Integer> batcher = new MicroBatcher<>("test", 10, values -> {
            commits.incrementAndGet();
            inHand.countDown();
            wait(waiting);
            throw new CannotCreateTransactionException("away");
        });
        List<CompletableFuture<Integer>> results = new ArrayList<>(List.of(batcher.add(1)));
        inHand.await();
        results.add(batcher.add(2));
        results.add(batcher.add(3));
        waiting.countDown();
        for (CompletableFuture<Integer> result : results) {
            assertThatThrownBy(result::get).hasRootCauseMessage("away");
        }
        assertThat(commits).hasValue(1);
        batcher.close();
    }

    private static void wait(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
