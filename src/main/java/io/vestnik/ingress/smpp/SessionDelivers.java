package io.vestnik.ingress.smpp;

import io.vestnik.esme.Deliver;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
import org.jsmpp.SMPPConstant;

/**
 * The deliver_sm of one session: so many wait for their answers, as many again for their turn. Those of one message go one by one, so that
 * they can't overtake each other. But for {@link #reserve} all is the event loop's.
 */
final class SessionDelivers {

    /** The client can't take it now (SMPP v3.4 §5.1.3); all others it never will. */
    private static final Set<Integer> TEMPORARY = Set.of(
            SMPPConstant.STAT_ESME_RX_T_APPN, SMPPConstant.STAT_ESME_RMSGQFUL, SMPPConstant.STAT_ESME_RTHROTTLED,
            SMPPConstant.STAT_ESME_RSYSERR);
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
    /** Submit ids of those. */
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
            if (deliver.submitId() != null && !busy.add(deliver.submitId())) {
                continue; // an earlier one of this message has no answer yet
            }
            next.remove();
            try {
                int sequence = link.nextSequence();
                link.write(DeliverWriter.write(deliver, sequence, client.knowsParameters()));
                sent.put(sequence, new Sent(deliver, System.nanoTime()));
            } catch (PDUStringException e) { // its text quotes the value
                busy.remove(deliver.submitId());
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
        busy.remove(deliver.submitId());
        room.release();
        if (status == 0) {
            fates.acknowledged().accept(deliver);
        } else if (TEMPORARY.contains(status)) {
            fates.unsent().accept(deliver, LATER);
            holdBack(deliver.submitId());
        } else {
            fates.refused().accept(deliver, status);
        }
    }

    /** Later ones of that message come again after it. */
    private void holdBack(String submitId) {
        for (Iterator<Deliver> next = pending.iterator(); submitId != null && next.hasNext(); ) {
            Deliver deliver = next.next();
            if (submitId.equals(deliver.submitId())) {
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
        List<Deliver> all = new ArrayList<>(pending);
        pending.clear();
        giveUp(all);
    }

    /** No answer can come any more. */
    void giveUp() {
        List<Deliver> all = new ArrayList<>(sent.values().stream().map(Sent::deliver).toList());
        sent.clear();
        busy.clear();
        giveUp(all); // in their order
        giveUpPending();
    }

    private void giveUp(List<Deliver> delivers) {
        room.release(delivers.size());
        delivers.forEach(deliver -> fates.unsent().accept(deliver, Duration.ZERO));
    }
}
