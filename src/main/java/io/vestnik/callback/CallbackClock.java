package io.vestnik.callback;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/** Callbacks whose time has come: retries, those turned away, and those whose lease ran out. */
public final class CallbackClock {

    /** In one round: with two rounds a second more than the queue's consumers can send. */
    private static final int MOST = 1_000;

    private final CallbackRows rows;

    public CallbackClock(CallbackRows rows) {
        this.rows = rows;
    }

    /** The ids to queue, leased to this node; if the exchange fails afterwards they are due again at once. */
    public List<String> take(Exchange exchange) {
        List<String> ids = rows.take(MOST);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onFailure(Exchange failed) {
                rows.free(ids);
            }
        });
        return ids;
    }
}
