package io.vestnik.ingress.smpp;

import io.vestnik.esme.Deliver;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jsmpp.PDUStringException;

/**
 * The deliver_sm of one session: so many wait for their answers, as many again for their turn. Those of one message go one by one, so that
 * they can't overtake each other. But for {@link #reserve} all is the event loop's.
 */
final class SessionDelivers {

    private static final Duration LATER = Duration.ofSeconds(5);

    private record Sent(Deliver deliver, long at) {}

    private final DeliverFates fates;
    private final SessionLink link;
    private final Client client;
    private final int window;
    private final Semaphore room;
    private final Deque<Deliver> pending = new ArrayDeque<>();
    /** By sequence number, in the order of writing. */
    private final Map<Integer, Sent> sent = new LinkedHashMap<>();
    /** {@link Deliver#order} of those. */
    private final Set<String> busy = new HashSet<>();

    SessionDelivers(DeliverFates fates, SessionLink link, Client client, int window) {
        this.fates = fates;
        this.link = link;
        this.client = client;
        this.window = window;
        this.room = new Semaphore(2 * window);
    }

    /** Waits for room for one more, which must be added then; false: there was none in time. Any thread but the event loop. */
    boolean reserve(long nanos) throws InterruptedException {
        return room.tryAcquire(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    void add(Deliver deliver) {
        pending.add(deliver);
    }

    /** Writes what the window has room for. */
    void put() {
        for (Iterator<Deliver> next = pending.iterator(); next.hasNext() && sent.size() < window; ) {
            Deliver deliver = next.next();
            if (deliver.order() != null && !busy.add(deliver.order())) {
                continue; // an earlier one of this message has no answer yet
            }
            next.remove();
            try {
                int sequence = link.nextSequence();
                link.write(DeliverWriter.write(deliver, sequence, client.knowsParameters()));
                sent.put(sequence, new Sent(deliver, System.nanoTime()));
            } catch (PDUStringException e) { // its text quotes the value
                busy.remove(deliver.order());
                room.release();
                fates.refused().accept(deliver, e.getErrorCode());
            }
        }
    }

    /** What answers none of ours is passed over. */
    void answered(int sequence, int status) {
        Sent found = sent.remove(sequence);
        if (found == null) {
            return;
        }
        Deliver deliver = found.deliver;
        busy.remove(deliver.order());
        room.release();
        if (status == 0) {
            fates.acknowledged().accept(deliver);
        } else {
            fates.refused().accept(deliver, status);
            holdBack(deliver.order());
        }
    }

    /** Later ones of that message come again after it. */
    private void holdBack(String order) {
        for (Iterator<Deliver> next = pending.iterator(); order != null && next.hasNext(); ) {
            Deliver deliver = next.next();
            if (order.equals(deliver.order())) {
                next.remove();
                room.release();
                fates.unsent().accept(deliver, LATER);
            }
        }
    }

    /** The oldest was written before that time, and has no answer. */
    boolean waitsSince(long before) {
        return !sent.isEmpty() && sent.values().iterator().next().at - before < 0;
    }

    boolean isQuiet() {
        return sent.isEmpty();
    }

    /** Those that are not on the wire go another way. */
    void giveUpPending() {
        List<Deliver> all = List.copyOf(pending);
        pending.clear();
        room.release(all.size());
        all.forEach(deliver -> fates.unsent().accept(deliver, Duration.ZERO));
    }

    /** No answer can come any more. It may be one of these that the client broke off at. */
    void giveUp() {
        List<Deliver> all = sent.values().stream().map(Sent::deliver).toList();
        sent.clear();
        busy.clear();
        room.release(all.size());
        all.forEach(fates.unanswered());
        giveUpPending();
    }
}
