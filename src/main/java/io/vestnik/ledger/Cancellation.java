package io.vestnik.ledger;

import java.util.List;
import org.springframework.stereotype.Component;

/** Takes a message back while nothing of it is on the wire. The answer is the truth: cancelled, or sent, never both. */
@Component
public class Cancellation {

    public enum Result {
        CANCELLED,
        TOO_LATE,
        /** No such message in this account. */
        UNKNOWN
    }

    private final Ledger ledger;

    Cancellation(Ledger ledger) {
        this.ledger = ledger;
    }

    public Result cancel(String account, String messageId) {
        Result[] result = {Result.UNKNOWN};
        ledger.changeMessages(List.of(messageId), (messages, now) -> messages.all().stream()
                .filter(message -> message.account.equals(account))
                .forEach(message -> result[0] = message.cancel(now) ? Result.CANCELLED : Result.TOO_LATE));
        return result[0];
    }
}
