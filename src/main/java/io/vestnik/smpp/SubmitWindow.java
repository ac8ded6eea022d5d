package io.vestnik.smpp;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The submits of a session that wait for their answers, by sequence number (SMPP v3.4 §2.8.1, §5.1.4). What is given up is
 * remembered for a while, because an answer that comes late still carries the id. The event loop's only.
 */
final class SubmitWindow {

    private static final int REMEMBERED = 10_000;

    private record Waiting(SubmitBatch.Entry entry, long since) {}

    /** In the order of writing, which is the order of expiry. */
    private final Map<Integer, Waiting> waiting = new LinkedHashMap<>();

    private final Map<Integer, SubmitBatch.Entry> late = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, SubmitBatch.Entry> eldest) {
            return size() > REMEMBERED;
        }
    };

    void add(SubmitBatch.Entry entry, long now) {
        waiting.put(entry.sequence(), new Waiting(entry, now));
    }

    /** Null: nobody waits for it. */
    SubmitBatch.Entry answered(int sequence) {
        Waiting found = waiting.remove(sequence);
        return found == null ? null : found.entry;
    }

    /** An answer after its time; null: it was never ours. */
    SubmitBatch.Entry answeredLate(int sequence) {
        return late.remove(sequence);
    }

    /** Gives up those that were written before a time. */
    List<SubmitBatch.Entry> expire(long before) {
        List<SubmitBatch.Entry> expired = new ArrayList<>();
        Iterator<Waiting> oldest = waiting.values().iterator();
        while (oldest.hasNext()) {
            Waiting next = oldest.next();
            if (next.since - before > 0) {
                break;
            }
            oldest.remove();
            late.put(next.entry.sequence(), next.entry);
            expired.add(next.entry);
        }
        return expired;
    }

    /** The connection is gone. */
    List<SubmitBatch.Entry> clear() {
        List<SubmitBatch.Entry> all = waiting.values().stream().map(Waiting::entry).toList();
        waiting.clear();
        late.clear();
        return all;
    }

    int size() {
        return waiting.size();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
