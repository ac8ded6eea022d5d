package io.vestnik.ledger;

import io.vestnik.suppression.Suppression;
import io.vestnik.suppression.Suppressions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** Puts addresses on the list that this change has found to be dead. */
@Component
class DeadAddresses {

    private final Suppressions suppressions;

    DeadAddresses(Suppressions suppressions) {
        this.suppressions = suppressions;
    }

    /** Writes in the running transaction; nothing where nothing died. */
    void write(Collection<Message> messages, Instant now) {
        List<Suppression> dead = new ArrayList<>();
        for (Message message : messages) {
            for (Delivery delivery : message.deliveries) {
                if (delivery.dead != null && !delivery.address.isEmpty()) { // of an erased person it is
                    String source = delivery.provider + " " + delivery.dead.code();
                    dead.add(suppressions.dead(message.account, delivery.channel, delivery.address, delivery.dead.reason(), source, now));
                }
            }
        }
        suppressions.add(dead);
    }
}
