package io.vestnik.callback;

import io.vestnik.message.MessageClass;
import io.vestnik.queue.Leases;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/** Callbacks whose time has come: retries, those turned away, and those whose lease ran out. */
public final class CallbackClock {

    private static final String QUEUE = "callbacks";
    /** In one round: with two rounds a second more than the queue's consumers can send. */
    private static final int MOST = 1_000;

    private final CallbackRows rows;
    private final Leases leases;

    CallbackClock(CallbackRows rows, Leases leases) {
        this.rows = rows;
        this.leases = leases;
    }

    /** The ids to queue, leased to this node, no more than it may queue; if the exchange fails they are due again at once. */
    public List<String> take(Exchange exchange) {
        List<String> ids = rows.take(Math.min(MOST, leases.free(QUEUE, false)));
        ids.forEach(id -> leases.take(QUEUE, MessageClass.SERVICE, id));
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                // an error that a route configuration has handled counts as success
                if (done.isFailed() || done.getProperty(Exchange.EXCEPTION_CAUGHT) != null) {
                    leases.release(ids);
                    rows.free(ids);
                }
            }
        });
        return ids;
    }
}
