package io.vestnik.ledger;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Messages that are locked for a change. */
final class Messages {

    private final Collection<Message> all;
    private final Map<String, Message> byDelivery = new HashMap<>();

    Messages(Collection<Message> all) {
        this.all = all;
        for (Message message : all) {
            message.deliveries.forEach(delivery -> byDelivery.put(delivery.id, message));
        }
    }

    Collection<Message> all() {
        return all;
    }

    /** Applies the change if the delivery exists: one that does not (a restored database) is nothing to us. */
    void with(String deliveryId, BiConsumer<Message, Delivery> change) {
        Message message = byDelivery.get(deliveryId);
        if (message != null) {
            change.accept(message, message.delivery(deliveryId));
        }
    }
}
