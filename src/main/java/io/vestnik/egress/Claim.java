package io.vestnik.egress;

import io.vestnik.channel.Providers;
import io.vestnik.channel.Reservation;
import io.vestnik.channel.Submission;
import io.vestnik.egress.Claimed.Verdict;
import io.vestnik.ledger.Refusals;
import io.vestnik.ledger.Ruling;
import io.vestnik.metrics.BatchSizes;
import io.vestnik.pause.Pauses;
import io.vestnik.queue.Batch;
import io.vestnik.queue.Leases;
import io.vestnik.trace.EventLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The point of no return: {@code queued} becomes {@code sending}, for no more messages than there are window slots. */
@Component("claim")
public class Claim {

    private static final Logger LOG = LoggerFactory.getLogger(Claim.class);

    private final Providers providers;
    private final ClaimRows rows;
    private final Refusals refusals;
    private final Leases leases;
    private final Pauses pauses;
    private final BatchSizes sizes = new BatchSizes("claim");

    Claim(Providers providers, ClaimRows rows, Refusals refusals, Leases leases, Pauses pauses) {
        this.providers = providers;
        this.rows = rows;
        this.refusals = refusals;
        this.leases = leases;
        this.pauses = pauses;
    }

    /**
     * Takes deliveries from the front of the batch: as many as the next usable provider has room for. Waits for that room.
     *
     * @return what is now {@code sending} and must go to the wire, all of one provider; empty: none was left to send
     */
    public List<Submission> next(Batch batch, String channel) throws Exception {
        String reason = batch.reason();
        Set<String> refusers = reason == null ? Set.of() : Set.of(reason.split(" "));
        Reservation reservation = batch.waitFor(() -> providers.reserve(channel, batch.express(), batch.size(), refusers));
        int used = 0;
        try {
            List<String> ids = batch.take(reservation.slots());
            // what was put aside has had its chance of another provider: whoever has room takes it now
            Set<String> others = reason == null ? reservation.provider().others() : Set.of();
            List<Claimed> claimed = rows.claim(ids, reservation.provider().name(), reservation.slots(), others);
            sizes.record(claimed.size());
            List<Submission> taken = new ArrayList<>();
            List<String> left = new ArrayList<>();
            Map<String, String> aside = new LinkedHashMap<>();
            boolean pausedElsewhere = false;
            for (Claimed row : claimed) {
                switch (row.verdict()) {
                    case TAKEN -> {
                        taken.add(row.submission());
                        tell(row);
                        used += row.submission().segments();
                    }
                    case LEFT -> left.add(row.id());
                    case ELSEWHERE -> {
                        left.add(row.id());
                        pausedElsewhere = true;
                    }
                    case AVOIDED -> aside.put(row.id(), row.refusedBy());
                    default -> {} // told below
                }
            }
            if (pausedElsewhere) {
                pauses.refresh(); // another node's operator was faster than our clock: the next reservation is another provider's
            }
            if (reason == null) {
                batch.putBack(left);
            } else {
                left.forEach(id -> aside.put(id, reason));
            }
            batch.putAside(aside);
            leases.release(ids.stream().filter(id -> !left.contains(id) && !aside.containsKey(id)).toList());
            stopped(claimed, Verdict.REFUSED, some -> refusals.refuse(rulings(some)));
            stopped(claimed, Verdict.DEFERRED, some -> refusals.defer(rulings(some)));
            stopped(claimed, Verdict.PAUSED, some -> pauses.hold(ids(some)));
            stopped(claimed, Verdict.EXPIRED, some -> refusals.expire(ids(some)));
            return taken;
        } finally {
            reservation.settle(used);
        }
    }

    private static void tell(Claimed row) {
        Submission sending = row.submission();
        if (EventLog.isOn()) {
            EventLog.write(
                    "sending", sending.messageId(), sending.deliveryId(), sending.account(), sending.channel(),
                    sending.provider(), null, row.traceparent());
        }
    }

    private static void stopped(List<Claimed> claimed, Verdict verdict, Consumer<List<Claimed>> consequence) {
        List<Claimed> some = claimed.stream().filter(row -> row.verdict() == verdict).toList();
        if (some.isEmpty()) {
            return;
        }
        try {
            consequence.accept(some);
        } catch (RuntimeException e) {
            // what was claimed beside them must go to the wire; these are still queued, and come again when their lease ends
            LOG.warn("{} deliveries not ended as {}: {}", some.size(), verdict, e.toString());
        }
    }

    private static List<String> ids(List<Claimed> claimed) {
        return claimed.stream().map(Claimed::id).toList();
    }

    private static List<Ruling> rulings(List<Claimed> claimed) {
        return claimed.stream().map(Claimed::ruling).toList();
    }
}
