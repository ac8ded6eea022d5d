package io.vestnik.watch;

import io.vestnik.message.MessageClass;
import io.vestnik.queue.Leases;
import io.vestnik.settings.AlertSettings.MaxAge;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was seen at one look.
 *
 * @param lanes rows of all nodes
 * @param callbacks rows of all nodes
 * @param standing what this node has in the queues
 */
record Sight(List<WaitingRows.Lane> lanes, WaitingRows.Callbacks callbacks, List<Leases.Standing> standing) {

    private static final String CALLBACKS = "callbacks";

    /** The oldest of each class and channel, wherever it stands. */
    Collection<Age> ages(MaxAge limits) {
        Map<String, Age> ages = new TreeMap<>();
        lanes.forEach(lane -> add(ages, lane.channel(), lane.messageClass(), lane.overdue(), limits));
        standing.stream()
                .filter(queue -> !queue.queue().startsWith(Leases.OF_CLIENT)) // a client may be away for as long as it likes
                .forEach(queue -> add(ages, queue.queue(), queue.messageClass(), queue.oldest(), limits));
        add(ages, CALLBACKS, MessageClass.SERVICE, callbacks.overdue(), limits);
        return ages.values();
    }

    private static void add(Map<String, Age> ages, String queue, MessageClass messageClass, Duration age, MaxAge limits) {
        boolean ofCallbacks = queue.equals(CALLBACKS);
        String subject = ofCallbacks ? CALLBACKS : queue + "/" + messageClass;
        ages.merge(subject, new Age(subject, age, ofCallbacks ? limits.callbacks() : limits.of(messageClass)), Age::older);
    }
}
