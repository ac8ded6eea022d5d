package io.vestnik.queue;

import io.vestnik.metrics.BatchSizes;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that takes batches from a queue, has the route deal with each, and acknowledges it; it outlives the broker. */
final class Lane implements Runnable {

    /** Exchange property: the transaction that the batch was taken in, while it is in hand. */
    static final String TRANSACTION = "VestnikQueueTransaction";

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final long LOOK_MILLIS = 500; // a stop waits no longer for an idle lane
    private static final int MUCH = 20;
    private static final long GATHERING = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long FINISH_MILLIS = 5_000;
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final JmsBatchConsumer consumer;
    private final JmsBatchEndpoint endpoint;
    private final QueueConnections connections;
    private final String queue;
    private final String selector;
    private final boolean express;
    private final Thread thread;
    private final BatchSizes sizes;
    private final Rest rest = new Rest();
    private final CountDownLatch closed = new CountDownLatch(1);
    private long pause = FIRST_PAUSE_MILLIS;
    private int last; // ids in the batch before

    /** @param selector null: all messages */
    Lane(
            String name,
            JmsBatchConsumer consumer,
            JmsBatchEndpoint endpoint,
            QueueConnections connections,
            String queue,
            String selector,
            boolean express) {
        this.consumer = consumer;
        this.endpoint = endpoint;
        this.connections = connections;
        this.queue = queue;
        this.selector = selector;
        this.express = express;
        this.sizes = new BatchSizes(endpoint.getQueue());
        this.thread = new Thread(this, name);
    }

    void start() {
        thread.start();
    }

    /** Takes no batch any more; one that waits for a carrier goes back to its queue, one that is on its way is finished. */
    void close() {
        closed.countDown();
        rest.callAway();
    }

    boolean hasEnded() {
        return !thread.isAlive() && !isOpen();
    }

    void await() throws InterruptedException {
        if (Thread.currentThread() != thread) { // a route may stop itself
            thread.join(FINISH_MILLIS);
            thread.interrupt(); // it hangs
            thread.join();
        }
    }

    @Override
    public void run() {
        while (isOpen()) {
            try (QueueTransaction transaction = new QueueTransaction(connections)) {
                MessageConsumer messages = transaction.consumer(queue, selector);
                recovered();
                while (isOpen()) {
                    takeBatch(transaction, messages);
                }
            } catch (JMSException | RuntimeException e) {
                pause(e);
            }
        }
    }

    private void takeBatch(QueueTransaction transaction, MessageConsumer messages) throws JMSException {
        Message message = messages.receive(LOOK_MILLIS);
        if (message == null || !isOpen()) {
            return; // closed meanwhile: it goes back with the session
        }
        List<String> ids = new ArrayList<>(endpoint.getSize());
        gather();
        boolean more = true;
        while (more) {
            read(transaction, message, ids);
            message = ids.size() < endpoint.getSize() ? messages.receiveNoWait() : null;
            more = message != null;
        }
        sizes.record(ids.size());
        last = ids.size();
        if (ids.isEmpty() || routed(transaction, new Batch(ids, express, rest))) {
            transaction.commit();
        } else {
            transaction.rollback(); // the broker delays the next attempt
        }
    }

    /** While there is much, a batch twice as large costs little more; what is urgent has a lane of its own. */
    private void gather() {
        if (last >= MUCH && last < endpoint.getSize() && !express) {
            LockSupport.parkNanos(GATHERING);
        }
    }

    private void read(QueueTransaction transaction, Message message, List<String> ids) throws JMSException {
        try {
            ids.addAll(IdText.read(message));
        } catch (IllegalArgumentException e) {
            LOG.warn("a message on {} can't be understood and goes to vestnik.dead: {}", queue, e.getMessage());
            transaction.bury(message, queue + ": " + e.getMessage());
        }
    }

    private boolean routed(QueueTransaction transaction, Batch batch) {
        Exchange exchange = consumer.createExchange(false);
        QueueUse use = new QueueUse(transaction);
        try {
            exchange.getMessage().setBody(batch);
            exchange.getMessage().setHeader("VestnikExpress", express);
            exchange.setProperty(TRANSACTION, use);
            consumer.getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            use.end();
        }
        if (exchange.getException() != null && isOpen()) {
            LOG.warn("a batch of {} goes back and comes again: {}", queue, exchange.getException().toString());
        }
        boolean well = !exchange.isFailed() && !exchange.isRollbackOnly() && !exchange.isRollbackOnlyLast();
        consumer.releaseExchange(exchange, false);
        return well;
    }

    private boolean isOpen() {
        return closed.getCount() > 0;
    }

    private void recovered() {
        if (pause > FIRST_PAUSE_MILLIS) {
            LOG.info("{} is reached again", queue);
        }
        pause = FIRST_PAUSE_MILLIS;
    }

    private void pause(Exception e) {
        if (pause == FIRST_PAUSE_MILLIS && isOpen()) {
            LOG.warn("{} is out of reach, trying again: {}", queue, e.toString());
        }
        try {
            closed.await(pause, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            close();
        }
        pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    }
}
