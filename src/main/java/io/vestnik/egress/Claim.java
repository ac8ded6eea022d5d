package io.vestnik.egress;

import io.vestnik.channel.Providers;
import io.vestnik.channel.Reservation;
import io.vestnik.channel.Submission;
import io.vestnik.gate.Gate;
import io.vestnik.ledger.Refusals;
import io.vestnik.metrics.BatchSizes;
import io.vestnik.pause.Pauses;
import io.vestnik.queue.Batch;
import io.vestnik.queue.Leases;
import io.vestnik.trace.EventLog;
import java.util.ArrayList;
import java.util.List;
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
    private final Gate gate;
    private final Leases leases;
    private final Pauses pauses;
    private final BatchSizes sizes = new BatchSizes("claim");

    Claim(Providers providers, ClaimRows rows, Refusals refusals, Gate gate, Leases leases, Pauses pauses) {
        this.providers = providers;
        this.rows = rows;
        this.refusals = refusals;
        this.gate = gate;
        this.leases = leases;
        this.pauses = pauses;
    }

    /**
     * Takes deliveries from the front of the batch: as many as the next usable provider has room for. Waits for that room.
     *
     * @return what is now {@code sending} and must go to the wire, all of one provider; empty: none was left to send
     */
    public List<Submission> next(Batch batch, String channel) throws Exception {
        Reservation reservation = batch.waitFor(() -> providers.reserve(channel, batch.express(), batch.size()));
        int used = 0;
        try {
            List<String> ids = batch.take(reservation.slots());
            List<ClaimRows.Claimed> claimed =
                    rows.claim(ids, reservation.provider().name(), reservation.slots(), gate.closed());
            sizes.record(claimed.size());
            List<Submission> taken = new ArrayList<>();
            List<String> left = new ArrayList<>();
            boolean pausedElsewhere = false;
            for (ClaimRows.Claimed row : claimed) {
                if (row.submission() != null) {
                    taken.add(row.submission());
                    tell(row);
                    used += row.submission().segments();
                } else if (row.verdict().equals("open")) {
                    left.add(row.id()); // longer messages before it used up the slots
                } else if (row.verdict().equals("elsewhere")) {
                    left.add(row.id());
                    pausedElsewhere = true;
                }
            }
            if (pausedElsewhere) {
                pauses.refresh(); // another node's operator was faster than our clock: the next reservation is another provider's
            }
            batch.putBack(left);
            leases.release(ids.stream().filter(id -> !left.contains(id)).toList());
            stopped(claimed, "opted_out", some -> refusals.refuse(some, "opted_out"));
            stopped(claimed, "no_consent", some -> refusals.refuse(some, "no_consent"));
            stopped(claimed, "closed", gate::defer);
            stopped(claimed, "paused", pauses::hold);
            stopped(claimed, "expired", refusals::expire);
            return taken;
        } finally {
            reservation.settle(used);
        }
    }

    private static void tell(ClaimRows.Claimed row) {
        Submission sending = row.submission();
        if (EventLog.isOn()) {
            EventLog.write(
                    "sending", sending.messageId(), sending.deliveryId(), sending.account(), sending.channel(),
                    sending.provider(), null, row.traceparent());
        }
    }

    private static void stopped(List<ClaimRows.Claimed> claimed, String verdict, Consumer<List<String>> consequence) {
        List<String> ids = claimed.stream()
                .filter(row -> row.verdict().equals(verdict))
                .map(ClaimRows.Claimed::id)
                .toList();
        if (ids.isEmpty()) {
            return;
        }
        try {
            consequence.accept(ids);
        } catch (RuntimeException e) {
            // what was claimed beside them must go to the wire; these are still queued, and come again when their lease ends
            LOG.warn("{} deliveries not ended as {}: {}", ids.size(), verdict, e.toString());
        }
    }
}
