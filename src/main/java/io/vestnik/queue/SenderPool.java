package io.vestnik.queue;

import jakarta.jms.JMSException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Transactions for those who send without having taken: as many as threads send at once. */
final class SenderPool implements AutoCloseable {

    private static final int MOST_IDLE = 32;

    private final QueueConnections connections;
    private final Deque<QueueTransaction> idle = new ConcurrentLinkedDeque<>();

    SenderPool(QueueConnections connections) {
        this.connections = connections;
    }

    /** What is sent within. */
    interface Sending {
        void in(QueueTransaction transaction) throws JMSException;
    }

    /** Sends and commits; throws: nothing was sent, or it is not known. */
    void send(Sending sending) throws JMSException {
        QueueTransaction transaction = idle.poll();
        if (transaction != null) {
            try {
                commit(transaction, sending);
                return;
            } catch (JMSException e) {
                close(); // the broker was away since: the idle ones are as dead
            }
        }
        commit(new QueueTransaction(connections), sending);
    }

    private void commit(QueueTransaction transaction, Sending sending) throws JMSException {
        try {
            sending.in(transaction);
            transaction.commit();
        } catch (JMSException | RuntimeException e) {
            transaction.close();
            throw e;
        }
        if (idle.size() < MOST_IDLE) {
            idle.push(transaction);
        } else {
            transaction.close();
        }
    }

    /** Closes the idle ones; the next send opens another. */
    @Override
    public void close() {
        for (QueueTransaction transaction = idle.poll(); transaction != null; transaction = idle.poll()) {
            transaction.close();
        }
    }
}
