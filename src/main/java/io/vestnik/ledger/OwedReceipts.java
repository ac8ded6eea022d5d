package io.vestnik.ledger;

import io.vestnik.esme.Deliver;
import io.vestnik.esme.OwedReceipt;
import io.vestnik.esme.ReceiptWish;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What is told of a message in the words of SMPP (v3.4 §5.2.28). */
final class OwedReceipts {

    private OwedReceipts() {}

    /** Whether a message's client is told by deliver_sm, in the place of a webhook. */
    static boolean areFor(Message message) {
        return ReceiptWish.of(message.callbackUrl).isPresent();
    }

    /** What was asked for. */
    static List<OwedReceipt> of(Collection<Message> messages) {
        List<OwedReceipt> owed = new ArrayList<>();
        for (Message message : messages) {
            if (!message.tellings.isEmpty()) {
                ReceiptWish.of(message.callbackUrl).ifPresent(wish -> add(message, wish, owed));
            }
        }
        return owed;
    }

    private static void add(Message message, ReceiptWish wish, List<OwedReceipt> owed) {
        for (Message.Telling told : message.tellings) {
            Deliver.State state = Deliver.State.of(told.status());
            if (state != null && wish.wants(state)) {
                owed.add(OwedReceipt.of(message.account, message.id, wish, state, told.code(), told.at()));
            }
        }
    }
}
