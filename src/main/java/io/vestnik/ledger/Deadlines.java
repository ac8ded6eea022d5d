package io.vestnik.ledger;

import java.util.Collection;
import org.springframework.stereotype.Component;

/** What follows when nothing was heard in time. */
@Component
public class Deadlines {

    private final Ledger ledger;

    Deadlines(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Judges deliveries whose due time has passed; one that moved on meanwhile is left alone. */
    public void pass(Collection<String> deliveryIds) {
        ledger.changeDeliveries(deliveryIds, (messages, now) ->
                deliveryIds.forEach(id -> messages.with(id, (message, delivery) -> Patience.end(message, delivery, now))));
    }
}
