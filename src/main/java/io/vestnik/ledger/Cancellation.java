package io.vestnik.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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

    private final Recipients recipients;

    Cancellation(Ledger ledger, Recipients recipients) {
        this.ledger = ledger;
        this.recipients = recipients;
    }

    public Result cancel(String account, String messageId) {
        Result[] result = {Result.UNKNOWN};
        ledger.changeMessages(List.of(messageId), (messages, now) -> messages.all().stream()
                .filter(message -> message.account.equals(account))
                .forEach(message -> result[0] = message.cancel(now) ? Result.CANCELLED : Result.TOO_LATE));
        return result[0];
    }

    /** The same of many, in one commit; in their order. Those of another account are left out. */
    public List<Recall> cancelAll(String account, Collection<String> messageIds) {
        List<Recall> recalls = new ArrayList<>();
        ledger.changeMessages(messageIds, (messages, now) -> {
            Map<String, Recipients.Recipient> recipients = this.recipients.of(messageIds);
            for (Message message : messages.all()) {
                if (message.account.equals(account)) {
                    boolean inTime = message.cancel(now);
                    recalls.add(new Recall(message.id, recipients.get(message.id).to(), inTime, message.status.toString(), null));
                }
            }
        });
        return recalls;
    }
}
