package io.vestnik.ledger;

import io.vestnik.callback.Callback;
import io.vestnik.message.MessageClass;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is to follow a transaction: what it leased goes into the queues, what it changed is told. */
final class Enqueued {

    private final Map<MessageClass, List<String>> deliveries = new EnumMap<>(MessageClass.class);
    private final List<Callback> callbacks = new ArrayList<>();
    private final Map<String, List<String>> delivers = new HashMap<>();
    private final List<Message> changed = new ArrayList<>();

    void delivery(MessageClass messageClass, String id) {
        deliveries.computeIfAbsent(messageClass, c -> new ArrayList<>()).add(id);
    }

    void callback(Callback callback) {
        callbacks.add(callback);
    }

    /** Receipts for clients of the SMPP door: ids by system_id. */
    void delivers(Map<String, List<String>> ids) {
        delivers.putAll(ids);
    }

    void changed(Collection<Message> messages) {
        changed.addAll(messages);
    }

    /** Everything that holds a permit. */
    List<String> ids() {
        List<String> ids = new ArrayList<>(callbackIds());
        deliveries.values().forEach(ids::addAll);
        delivers.values().forEach(ids::addAll);
        return ids;
    }

    Map<MessageClass, List<String>> deliveries() {
        return deliveries;
    }

    Map<String, List<String>> delivers() {
        return delivers;
    }

    List<Callback> callbacks() {
        return callbacks;
    }

    List<String> callbackIds() {
        return callbacks.stream().map(Callback::id).toList();
    }

    List<Message> changed() {
        return changed;
    }
}
