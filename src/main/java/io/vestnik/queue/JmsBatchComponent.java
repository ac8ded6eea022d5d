package io.vestnik.queue;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultComponent;

/** {@code jms-batch:QUEUE?size=200&consumers=1&express=true&timeToLive=300000}, {@code jms-batch:PREFIX.*?names=#BEAN} */
public class JmsBatchComponent extends DefaultComponent {

    private QueueConnections connections;
    private SenderPool senders;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        if (remaining.isBlank()) {
            throw new IllegalArgumentException("jms-batch: needs a queue");
        }
        JmsBatchEndpoint endpoint = new JmsBatchEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        endpoint.check();
        return endpoint;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        if (connections == null) {
            connections = CamelContextHelper.mandatoryFindSingleByType(getCamelContext(), QueueConnections.class);
        }
        senders = new SenderPool(connections);
    }

    @Override
    protected void doShutdown() throws Exception {
        senders.close();
        super.doShutdown();
    }

    SenderPool senders() {
        return senders;
    }

    /** Null until set or found in the registry. */
    public QueueConnections getConnections() {
        return connections;
    }

    public void setConnections(QueueConnections connections) {
        this.connections = connections;
    }
}
