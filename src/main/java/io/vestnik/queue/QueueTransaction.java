package io.vestnik.queue;

import io.vestnik.message.MessageClass;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One transacted session on a connection of its own; whatever it throws, it is closed and another one opened. */
final class QueueTransaction implements AutoCloseable {

    private static final String CLASS = "VestnikClass";
    private static final String REASON = "VestnikReason";
    private static final String OURS = "vestnik.";
    private static final String DEAD = "vestnik.dead";

    private final Connection connection;
    private final Session session;
    private final MessageProducer producer;
    private final boolean lasting;
    private final Map<String, Queue> queues = new ConcurrentHashMap<>();

    QueueTransaction(QueueConnections connections) throws JMSException {
        lasting = connections.lasting();
        connection = connections.factory().createConnection();
        try {
            session = connection.createSession(Session.SESSION_TRANSACTED);
            producer = session.createProducer(null);
            connection.start();
        } catch (JMSException | RuntimeException e) {
            close();
            throw e;
        }
    }

    MessageConsumer consumer(String queue, String selector) throws JMSException {
        return session.createConsumer(queue(queue), selector);
    }

    /** Sends with the commit; the message vanishes after {@code life} unless it was taken. */
    synchronized void send(String queue, MessageClass messageClass, List<String> ids, Duration life) throws JMSException {
        boolean leased = queue.startsWith(OURS); // others' queues have no rows behind them
        int deliveryMode = lasting || !leased ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT;
        for (int from = 0; from < ids.size(); from += IdText.MOST) {
            List<String> some = ids.subList(from, Math.min(from + IdText.MOST, ids.size()));
            TextMessage message = session.createTextMessage(IdText.of(some));
            message.setStringProperty(CLASS, messageClass.toString());
            producer.send(queue(queue), message, deliveryMode, messageClass.priority(), life.toMillis());
        }
    }

    /** Moves a message that can't be understood out of the way; {@code vestnik.dead} is where it is explained. */
    synchronized void bury(Message message, String reason) throws JMSException {
        int priority = message.getJMSPriority();
        message.clearProperties(); // received properties can't be written
        message.setStringProperty(REASON, reason);
        producer.send(queue(DEAD), message, DeliveryMode.PERSISTENT, priority, 0);
    }

    private Queue queue(String name) throws JMSException {
        Queue queue = queues.get(name);
        if (queue == null) {
            queue = session.createQueue(name);
            queues.put(name, queue);
        }
        return queue;
    }

    void commit() throws JMSException {
        session.commit();
    }

    void rollback() throws JMSException {
        session.rollback();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (JMSException e) {
            // it was broken; what it held goes back to the queue
        }
    }
}
