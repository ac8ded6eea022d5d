package io.vestnik.ingress.smpp;

import io.vestnik.metrics.SmppMeters;
import io.vestnik.queue.LiveNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** The sessions that are bound on this node. */
@Component("smppSessions")
class Sessions {

    private final LiveNames bound;
    private final Map<String, Integer> binds = new HashMap<>();
    private final Map<String, List<ServerSession>> receivers = new ConcurrentHashMap<>();

    /** @param bound is told the system_ids that have a receiver */
    Sessions(@Qualifier("boundEsmes") LiveNames bound) {
        this.bound = bound;
    }

    /** False: the account has as many as it may. */
    synchronized boolean admit(String account, int most) {
        if (binds.getOrDefault(account, 0) >= most) {
            return false;
        }
        SmppMeters.bound(1);
        binds.merge(account, 1, Integer::sum);
        return true;
    }

    synchronized void dismiss(String account) {
        SmppMeters.bound(-1);
        binds.computeIfPresent(account, (id, count) -> count == 1 ? null : count - 1);
    }

    /** What its client is owed may go to it. */
    synchronized void receives(ServerSession session, String systemId) {
        receivers.computeIfAbsent(systemId, id -> new CopyOnWriteArrayList<>()).add(session);
        bound.add(systemId);
    }

    /** May be called again. */
    synchronized void receivesNoMore(ServerSession session, String systemId) {
        List<ServerSession> left = receivers.get(systemId);
        if (left != null && left.remove(session) && left.isEmpty()) {
            receivers.remove(systemId);
            bound.remove(systemId);
        }
    }

    List<ServerSession> receivers(String systemId) {
        return List.copyOf(receivers.getOrDefault(systemId, List.of()));
    }
}
