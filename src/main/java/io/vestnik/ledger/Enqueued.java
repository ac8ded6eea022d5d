package io.vestnik.ledger;

import io.vestnik.message.MessageClass;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a transaction leased, to be put into the queues after its commit. */
final class Enqueued {

    private final Map<MessageClass, List<String>> deliveries = new EnumMap<>(MessageClass.class);
    private final List<String> callbacks = new ArrayList<>();

    void delivery(MessageClass messageClass, String id) {
        deliveries.computeIfAbsent(messageClass, c -> new ArrayList<>()).add(id);
    }

    void callback(String id) {
        callbacks.add(id);
    }

    /** Everything that holds a permit. */
    List<String> ids() {
        List<String> ids = new ArrayList<>(callbacks);
        deliveries.values().forEach(ids::addAll);
        return ids;
    }

    Map<MessageClass, List<String>> deliveries() {
        return deliveries;
    }

    List<String> callbacks() {
        return callbacks;
    }
}
