package io.vestnik.cap;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What recipients were sent, as it was read, and what is counted on top of it. */
public final class Tally {

    /** Of one row. */
    record Key(String account, String address, String messageClass) {}

    static final int KEPT_MONTHS = 2; // the longest period and the clocks of a recipient who moves

    private final Map<Key, Map<LocalDate, Map<String, Integer>>> rows = new HashMap<>();
    private final Set<Key> changed = new HashSet<>();

    void put(Key key, Map<LocalDate, Map<String, Integer>> days) {
        rows.put(key, new TreeMap<>(days));
    }

    /** Of all the recipient's addresses together. */
    public Counts of(Recipient recipient) {
        Counts counts = Counts.NONE;
        for (String address : recipient.addresses()) {
            counts = counts.and(new Counts(rows.getOrDefault(key(recipient, address), Map.of())));
        }
        return counts;
    }

    /** One more, on all the recipient's addresses. @param channel or {@link Counts#ALL} */
    public void add(Recipient recipient, LocalDate day, String channel) {
        for (String address : recipient.addresses()) {
            Key key = key(recipient, address);
            Map<LocalDate, Map<String, Integer>> days = rows.computeIfAbsent(key, k -> new TreeMap<>());
            days.computeIfAbsent(day, d -> new TreeMap<>()).merge(channel, 1, Integer::sum);
            days.keySet().removeIf(old -> old.isBefore(day.minusMonths(KEPT_MONTHS)));
            changed.add(key);
        }
    }

    Set<Key> changed() {
        return changed;
    }

    Map<LocalDate, Map<String, Integer>> days(Key key) {
        return rows.get(key);
    }

    private static Key key(Recipient recipient, String address) {
        return new Key(recipient.account(), address, recipient.messageClass());
    }
}
