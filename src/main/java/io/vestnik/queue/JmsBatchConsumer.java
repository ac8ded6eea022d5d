package io.vestnik.queue;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;

/** The lanes of one queue: they take messages while it is started and neither suspended nor stopped. */
class JmsBatchConsumer extends DefaultConsumer implements Suspendable {

    private static final String ANY = null;
    private static final String AUTHORIZATION = "VestnikClass = 'authorization'";
    private static final String OTHERS = "VestnikClass <> 'authorization' OR VestnikClass IS NULL";

    private final JmsBatchEndpoint endpoint;
    private final QueueConnections connections;
    private final List<Lane> lanes = new ArrayList<>();

    JmsBatchConsumer(JmsBatchEndpoint endpoint, Processor processor, QueueConnections connections) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.connections = connections;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        openLanes();
    }

    /** Does not wait: all routes of the hub are suspended one after the other. No batch begins after it. */
    @Override
    protected void doSuspend() throws Exception {
        lanes.forEach(Lane::close);
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
        closeLanes();
        super.doStop();
    }

    private void openLanes() {
        for (int i = 1; i <= endpoint.getConsumers(); i++) {
            lanes.add(lane(Integer.toString(i), endpoint.isExpress() ? OTHERS : ANY, false));
        }
        if (endpoint.isExpress()) {
            lanes.add(lane("express", AUTHORIZATION, true));
        }
        lanes.forEach(Lane::start);
    }

    private Lane lane(String name, String selector, boolean express) {
        return new Lane(endpoint.getQueue() + "-" + name, this, endpoint, connections, selector, express);
    }

    /** Returns when the batches in hand are finished. */
    private void closeLanes() throws InterruptedException {
        lanes.forEach(Lane::close);
        for (Lane lane : lanes) {
            lane.await();
        }
        lanes.clear();
    }
}
