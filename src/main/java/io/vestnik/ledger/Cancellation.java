package io.vestnik.ledger;

import org.springframework.stereotype.Component;

/** Takes a message back while nothing of it is on the wire. */
@Component
public class Cancellation {

    public enum Result {
        CANCELLED,
        TOO_LATE,
        /** No such message in this account. */
        UNKNOWN
    }

    public Result cancel(String account, String messageId) {
        throw new UnsupportedOperationException("the ledger is being written");
    }
}
