package io.vestnik.queue;

import io.vestnik.message.MessageClass;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Sends ids on: within the transaction that they were taken in, else in one of its own, committed when the step ends. */
class JmsBatchProducer extends DefaultProducer {

    private final JmsBatchEndpoint endpoint;
    private final SenderPool senders;

    JmsBatchProducer(JmsBatchEndpoint endpoint, SenderPool senders) {
        super(endpoint);
        this.endpoint = endpoint;
        this.senders = senders;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        List<String> ids = ids(exchange.getMessage().getBody());
        MessageClass messageClass = messageClass(exchange);
        if (ids.isEmpty()) {
            return;
        }
        QueueUse use = exchange.getProperty(Lane.TRANSACTION, QueueUse.class);
        QueueTransaction taken = use == null ? null : use.transaction();
        if (taken != null) {
            taken.send(endpoint.getQueue(), messageClass, ids, endpoint.life());
        } else {
            senders.send(own -> own.send(endpoint.getQueue(), messageClass, ids, endpoint.life()));
        }
    }

    private static MessageClass messageClass(Exchange exchange) {
        Object header = exchange.getMessage().getHeader("VestnikClass");
        if (header == null) {
            throw new IllegalArgumentException("jms-batch: the header VestnikClass is missing");
        }
        return header instanceof MessageClass known ? known : MessageClass.of(header.toString());
    }

    private static List<String> ids(Object body) {
        List<String> ids = new ArrayList<>();
        if (body instanceof Batch batch) {
            batch.forEach(ids::add);
        } else if (body instanceof Collection<?> collection) {
            collection.forEach(id -> ids.add((String) id));
        } else {
            throw new IllegalArgumentException("jms-batch: the body must be ids");
        }
        return ids;
    }
}
