package io.vestnik.queue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;

/** The lanes of one queue, or of those of a family that are wanted now: they take messages while it is started and neither suspended nor stopped. */
class JmsBatchConsumer extends DefaultConsumer implements Suspendable {

    private static final String ANY = null;
    private static final String AUTHORIZATION = "VestnikClass = 'authorization'";
    private static final String OTHERS = "VestnikClass <> 'authorization' OR VestnikClass IS NULL";

    private final JmsBatchEndpoint endpoint;
    private final QueueConnections connections;
    private final List<Lane> lanes = new ArrayList<>();
    private final Map<String, List<Lane>> named = new HashMap<>();
    private final Runnable follow = this::follow;
    private boolean open;

    JmsBatchConsumer(JmsBatchEndpoint endpoint, Processor processor, QueueConnections connections) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.connections = connections;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (endpoint.getNames() != null) {
            endpoint.getNames().onChange(follow);
        }
        openLanes();
    }

    /** Does not wait: all routes of the hub are suspended one after the other. No batch begins after it. */
    @Override
    protected void doSuspend() throws Exception {
        shutLanes();
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        closeLanes();
        super.doResume();
        openLanes();
    }

    @Override
    protected void doStop() throws Exception {
        if (endpoint.getNames() != null) {
            endpoint.getNames().forget(follow);
        }
        closeLanes();
        super.doStop();
    }

    private synchronized void openLanes() {
        open = true;
        if (endpoint.getNames() != null) {
            follow();
        } else {
            openLanes(endpoint.getQueue(), endpoint.isExpress());
        }
    }

    /** As the names are now; starts threads and waits for none, since whoever changed a name must not wait. */
    private synchronized void follow() {
        if (!open) {
            return;
        }
        List<String> present = endpoint.getNames().list();
        named.entrySet().removeIf(entry -> {
            boolean gone = !present.contains(entry.getKey());
            if (gone) {
                entry.getValue().forEach(Lane::close); // ends what is in hand by itself
            }
            return gone;
        });
        lanes.removeIf(Lane::hasEnded);
        present.forEach(name -> named.computeIfAbsent(name, n -> openLanes(endpoint.queueOf(n), false)));
    }

    private List<Lane> openLanes(String queue, boolean express) {
        List<Lane> opened = new ArrayList<>();
        for (int i = 1; i <= endpoint.getConsumers(); i++) {
            opened.add(lane(queue, Integer.toString(i), express ? OTHERS : ANY, false));
        }
        if (express) {
            opened.add(lane(queue, "express", AUTHORIZATION, true));
        }
        lanes.addAll(opened);
        opened.forEach(Lane::start);
        return opened;
    }

    private Lane lane(String queue, String name, String selector, boolean express) {
        return new Lane(queue + "-" + name, this, endpoint, connections, queue, selector, express);
    }

    private synchronized void shutLanes() {
        open = false;
        named.clear();
        lanes.forEach(Lane::close);
    }

    /** Returns when the batches in hand are finished. */
    private void closeLanes() throws InterruptedException {
        shutLanes();
        for (Lane lane : shut()) {
            lane.await();
        }
    }

    /** Outside of the lock they are waited for: what ends meanwhile may change a name. */
    private synchronized List<Lane> shut() {
        List<Lane> shut = List.copyOf(lanes);
        lanes.clear();
        return shut;
    }
}
