package io.vestnik.queue;

import io.vestnik.message.MessageClass;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Gives committed rows to the route that enqueues them ({@code routes/core/enqueue.camel.yaml}), without waiting for the
 * broker. What is lost on the way is still leased or due in the database.
 */
@Component
public class Handover {

    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);

    private final CamelContext camel;
    private volatile ProducerTemplate template;

    public Handover(CamelContext camel) {
        this.camel = camel;
    }

    /** Delivery ids for the gate. */
    public void accepted(Map<MessageClass, List<String>> ids) {
        ids.forEach((messageClass, some) -> send("seda:accepted", messageClass, some));
    }

    /** Callback ids for the senders of callbacks. */
    public void callbacks(Collection<String> ids) {
        if (!ids.isEmpty()) {
            send("seda:callbacks", MessageClass.SERVICE, ids);
        }
    }

    /** Ids of replies. */
    public void replies(Collection<String> ids) {
        if (!ids.isEmpty()) {
            send("seda:replies", MessageClass.SERVICE, ids);
        }
    }

    /** What clients of the SMPP door are owed: ids by system_id. */
    public void clients(Map<String, List<String>> ids) {
        ids.forEach((systemId, some) -> send("seda:esme", Map.of(
                "VestnikClass", MessageClass.SERVICE.toString(), "VestnikClient", ClientQueue.nameOf(systemId)), some));
    }

    private void send(String endpoint, MessageClass messageClass, Collection<String> ids) {
        send(endpoint, Map.of("VestnikClass", messageClass.toString()), ids);
    }

    private void send(String endpoint, Map<String, Object> headers, Collection<String> ids) {
        try {
            template().sendBodyAndHeaders(endpoint, List.copyOf(ids), headers);
        } catch (RuntimeException e) {
            // committed all the same; the lease ends, or the node does, and the clock enqueues them
            LOG.warn("{} rows not handed to the queues: {}", ids.size(), e.getMessage());
        }
    }

    private ProducerTemplate template() {
        if (template == null) {
            synchronized (this) {
                if (template == null) {
                    template = camel.createProducerTemplate();
                }
            }
        }
        return template;
    }
}
