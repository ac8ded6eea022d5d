package io.vestnik.esme;

import io.vestnik.message.MessageClass;
import io.vestnik.queue.ClientQueue;
import io.vestnik.queue.Leases;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What clients bound on this node are owed and is in no queue: it waited for them, for room, or for another attempt. */
@Component("dueDelivers")
public class DueDelivers {

    /** @param client whose queue they go to, as {@link ClientQueue} names it */
    public record Due(String client, List<String> ids) {}

    /** A round for each client: more come in the next one, and no client waits long for another. */
    private static final int MOST = 2_000;

    private final DeliverRows rows;
    private final BoundClients bound;
    private final Leases leases;

    DueDelivers(DeliverRows rows, BoundClients bound, Leases leases) {
        this.rows = rows;
        this.bound = bound;
        this.leases = leases;
    }

    /** Leases what is due to this node, as much as the clients' queues have room for. */
    public List<Due> take() {
        List<DeliverRows.Room> rooms = new ArrayList<>();
        for (String systemId : bound.list()) {
            String account = bound.owner(systemId);
            if (account != null) {
                int most = Math.min(leases.free(Delivers.queue(systemId), false), MOST);
                rooms.add(new DeliverRows.Room(account, systemId, most));
            }
        }
        if (rooms.isEmpty()) {
            return List.of();
        }
        List<Due> due = new ArrayList<>();
        rows.take(rooms).forEach((systemId, ids) -> {
            ids.forEach(id -> leases.take(Delivers.queue(systemId), MessageClass.SERVICE, id));
            due.add(new Due(ClientQueue.nameOf(systemId), ids));
        });
        return due;
    }
}
