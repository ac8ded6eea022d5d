package io.vestnik.clock;

import io.vestnik.ledger.Refusals;
import io.vestnik.message.MessageClass;
import io.vestnik.node.Node;
import io.vestnik.queue.Lease;
import io.vestnik.queue.Leases;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Queued deliveries that wait for their time, for room in the queues, or because a node or the broker lost them: fills the
 * queues up by class first, then round robin by account.
 */
@Component("waiting")
public class Waiting {

    /** Deliveries of one class, to be enqueued. */
    public record Due(String messageClass, List<String> ids) {}

    private static final int ROUND = 2_000;
    private static final Duration BROKER_AWAY = Duration.ofSeconds(1);

    private final DueRows rows;
    private final Leases leases;
    private final Refusals refusals;
    private final Node node;
    private final Clock clock;

    Waiting(DueRows rows, Leases leases, Refusals refusals, Node node, Clock clock) {
        this.rows = rows;
        this.leases = leases;
        this.refusals = refusals;
        this.node = node;
        this.clock = clock;
    }

    /** Leases what is due to this node, as much as its queues have room for. */
    public List<Due> take() {
        Map<Integer, Map<String, List<String>>> lanes = new LinkedHashMap<>();
        for (DueRows.Lane lane : rows.lanes("queued")) {
            lanes.computeIfAbsent(lane.rank(), r -> new LinkedHashMap<>())
                    .computeIfAbsent(lane.channel(), c -> new ArrayList<>())
                    .add(lane.account());
        }
        List<Due> due = new ArrayList<>();
        lanes.forEach((rank, channels) -> channels.forEach((channel, accounts) -> take(rank, channel, accounts, due)));
        return due;
    }

    private void take(int rank, String channel, List<String> accounts, List<Due> due) {
        boolean express = rank == 0;
        int free = Math.min(leases.free(channel, express), ROUND);
        if (free == 0) {
            return;
        }
        Instant now = clock.instant();
        int share = Math.max(1, free / accounts.size());
        List<DueRows.Leased> leased =
                rows.lease(rank, channel, accounts, share, node.id(), now, now.plus(Lease.DURATION));
        List<String> expired =
                leased.stream().filter(DueRows.Leased::expired).map(DueRows.Leased::id).toList();
        if (!expired.isEmpty()) {
            refusals.expire(expired);
        }
        List<String> ids =
                leased.stream().filter(row -> !row.expired()).map(DueRows.Leased::id).toList();
        ids.forEach(id -> leases.take(channel, express, id));
        if (!ids.isEmpty()) {
            due.add(new Due(MessageClass.values()[rank].toString(), ids));
        }
    }

    /** The broker did not take them: due again soon. */
    public void giveBack(List<String> ids) {
        rows.giveBack(ids, node.id(), clock.instant().plus(BROKER_AWAY));
    }
}
