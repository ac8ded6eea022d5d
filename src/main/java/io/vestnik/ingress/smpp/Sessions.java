package io.vestnik.ingress.smpp;

import io.vestnik.metrics.SmppMeters;
import io.vestnik.queue.LiveNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** The connections of this node, and whom they are bound as. */
@Component("smppSessions")
class Sessions {

    /** Of connections that have not logged in yet. */
    private static final int MOST_UNBOUND = 100;
    /** Of those, from one host: nobody keeps the others out. */
    private static final int MOST_OF_A_HOST = 10;

    private final Set<ServerSession> all = new HashSet<>();
    private final Set<ServerSession> unbound = new HashSet<>();
    private final LiveNames bound;
    private final Map<String, Integer> binds = new HashMap<>();
    private final Map<String, List<ServerSession>> receivers = new ConcurrentHashMap<>();

    /** @param bound is told the system_ids that have a receiver */
    Sessions(@Qualifier("boundEsmes") LiveNames bound) {
        this.bound = bound;
    }

    /** False: there are as many connections as may be, or as many that have not logged in, of all hosts or of this one. */
    synchronized boolean opened(ServerSession session, int most) {
        if (all.size() >= most || unbound.size() >= MOST_UNBOUND) {
            return false;
        }
        String host = session.host();
        if (unbound.stream().filter(other -> other.host().equals(host)).count() >= MOST_OF_A_HOST) {
            return false;
        }
        unbound.add(session);
        return all.add(session);
    }

    synchronized void bound(ServerSession session) {
        unbound.remove(session);
    }

    synchronized void closed(ServerSession session) {
        unbound.remove(session);
        all.remove(session);
        notifyAll();
    }

    synchronized boolean isEmpty() {
        return all.isEmpty();
    }

    /** Unbinds them all; returns when they are closed, or that time is over. */
    synchronized void end(String reason, Duration atMost) {
        all.forEach(session -> session.end(reason));
        long end = System.nanoTime() + atMost.toNanos();
        try {
            for (long left = atMost.toMillis(); !all.isEmpty() && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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

    /** A system_id may have been another account's when a session bound. */
    List<ServerSession> receivers(String account, String systemId) {
        return receivers.getOrDefault(systemId, List.of()).stream()
                .filter(session -> session.client().account().equals(account))
                .toList();
    }
}
