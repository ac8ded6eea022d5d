package io.vestnik.ledger;

import io.vestnik.batch.Outage;
import io.vestnik.callback.FreshCallbacks;
import io.vestnik.queue.Handover;
import io.vestnik.queue.Leases;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** One transaction, and after its commit what it leased goes to the queues and what it changed is told; if it fails, the permits come back. */
@Component
class Commit {

    private final TransactionTemplate transaction;
    private final Leases leases;
    private final Handover handover;
    private final FreshCallbacks fresh;
    private final Chronicle chronicle;

    Commit(TransactionTemplate transaction, Leases leases, Handover handover, FreshCallbacks fresh, Chronicle chronicle) {
        this.transaction = transaction;
        this.leases = leases;
        this.handover = handover;
        this.fresh = fresh;
        this.chronicle = chronicle;
    }

    void run(Consumer<Enqueued> work) {
        Enqueued enqueued = new Enqueued();
        try {
            transaction.executeWithoutResult(status -> work.accept(enqueued));
        } catch (RuntimeException e) {
            leases.release(enqueued.ids());
            if (Outage.is(e)) {
                enqueue(enqueued); // the commit may have been done and its answer lost; an id without a row finds nothing to do
            }
            throw e;
        }
        fresh.keep(enqueued.callbacks());
        enqueue(enqueued);
        chronicle.tell(enqueued.changed());
    }

    private void enqueue(Enqueued enqueued) {
        handover.accepted(enqueued.deliveries());
        handover.callbacks(enqueued.callbackIds());
        handover.clients(enqueued.delivers());
    }
}
