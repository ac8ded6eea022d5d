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
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Queued deliveries that wait for their time, for room in the queues, or because a node or the broker lost them: fills the
 * queues up by class first, then round robin by account.
 */
@Component("waiting")
public class Waiting {

    /** Deliveries of one class, to be enqueued. */
    public record Due(String messageClass, List<String> ids) {}

    private static final Logger LOG = LoggerFactory.getLogger(Waiting.class);
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

    /** One lane that fails must not hold back what the others have leased. */
    private void take(int rank, String channel, List<String> accounts, List<Due> due) {
        try {
            List<String> hungry = accounts;
            int free = Math.min(leases.free(channel, rank == 0), ROUND);
            while (free > 0 && !hungry.isEmpty()) {
                int share = Math.max(1, free / hungry.size());
                List<DueRows.Leased> leased = lease(rank, channel, hungry, share, due);
                free -= leased.size();
                hungry = whoHasMore(leased, share);
            }
        } catch (RuntimeException e) {
            LOG.warn("deliveries of {} wait for the next round: {}", channel, e.toString());
        }
    }

    private List<DueRows.Leased> lease(int rank, String channel, List<String> accounts, int share, List<Due> due) {
        Instant now = clock.instant();
        List<DueRows.Leased> leased =
                rows.lease(rank, channel, accounts, share, node.id(), now, now.plus(Lease.DURATION));
        List<String> ids =
                leased.stream().filter(row -> !row.expired()).map(DueRows.Leased::id).toList();
        MessageClass messageClass = MessageClass.values()[rank];
        ids.forEach(id -> leases.take(channel, messageClass, id));
        if (!ids.isEmpty()) {
            due.add(new Due(messageClass.toString(), ids));
        }
        List<String> expired =
                leased.stream().filter(DueRows.Leased::expired).map(DueRows.Leased::id).toList();
        if (!expired.isEmpty()) {
            refusals.expire(expired);
        }
        return leased;
    }

    /** Those that used their share up; the room that the others left is theirs. */
    private static List<String> whoHasMore(List<DueRows.Leased> leased, int share) {
        return leased.stream()
                .collect(Collectors.groupingBy(DueRows.Leased::account, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(account -> account.getValue() == share)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The broker did not take them: due again soon. */
    public void giveBack(List<String> ids) {
        rows.giveBack(ids, node.id(), clock.instant().plus(BROKER_AWAY));
    }
}
