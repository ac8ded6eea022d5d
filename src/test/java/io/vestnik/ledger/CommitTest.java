package io.vestnik.ledger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import io.vestnik.callback.FreshCallbacks;
import io.vestnik.message.MessageClass;
import io.vestnik.queue.Handover;
import io.vestnik.queue.Leases;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

class CommitTest {

    private final Leases leases = mock(Leases.class);
    private final Handover handover = mock(Handover.class);

    @Test
    void whatWasCommittedIsEnqueued() {
        run(null);
        verify(handover).accepted(Map.of(MessageClass.SERVICE, List.of("d")));
        verify(leases, never()).release(any());
    }

    @Test
    void whatMayHaveBeenCommittedIsEnqueuedToo() {
        assertThatThrownBy(() -> run(new TransactionSystemException("the connection broke"))).isNotNull();
        verify(leases).release(List.of("d"));
        verify(handover).accepted(Map.of(MessageClass.SERVICE, List.of("d")));
    }

    @Test
    void whatWasNotCommittedIsNotEnqueued() {
        assertThatThrownBy(() -> run(new DuplicateKeyException("a row is wrong"))).isNotNull();
        verify(leases).release(List.of("d"));
        verify(handover, never()).accepted(any());
    }

    private void run(RuntimeException end) {
        TransactionTemplate transaction = new TransactionTemplate() {
            @Override
            public void executeWithoutResult(Consumer<TransactionStatus> work) {
                work.accept(null);
                if (end != null) {
                    throw end;
                }
            }
        };
        new Commit(transaction, leases, handover, mock(FreshCallbacks.class), mock(Chronicle.class)).run(enqueued -> enqueued.delivery(MessageClass.SERVICE, "d"));
    }
}
