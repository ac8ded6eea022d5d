package io.vestnik.queue;

import java.time.Duration;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** One queue; or with {@code names} a family of them, {@code PREFIX.*}, of which those are taken from whose names are there now. */
@UriEndpoint(
        scheme = "jms-batch",
        title = "JMS batch",
        syntax = "jms-batch:queue",
        firstVersion = "0.1.0",
        remote = true)
public class JmsBatchEndpoint extends DefaultEndpoint {

    private static final String FAMILY = ".*";

    @UriPath
    private final String queue;

    @UriParam(label = "consumer", defaultValue = "200")
    private int size = 200;

    @UriParam(label = "consumer", defaultValue = "1")
    private int consumers = 1;

    @UriParam(label = "consumer", defaultValue = "true")
    private boolean express = true;

    @UriParam(label = "consumer")
    private LiveNames names;

    @UriParam(label = "producer", defaultValue = "300000")
    private long timeToLive = Lease.DURATION.toMillis();

    JmsBatchEndpoint(String uri, JmsBatchComponent component, String queue) {
        super(uri, component);
        this.queue = queue;
    }

    void check() {
        if (size < 1 || consumers < 1 || timeToLive < 0) {
            throw new IllegalArgumentException("jms-batch: size and consumers must be over 0, timeToLive not under 0");
        }
        if (queue.endsWith(FAMILY) != (names != null)) {
            throw new IllegalArgumentException("jms-batch: names go with a queue that ends in .*, and it with names");
        }
    }

    @Override
    public Producer createProducer() {
        return new JmsBatchProducer(this, component().senders());
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        JmsBatchConsumer consumer = new JmsBatchConsumer(this, processor, component().getConnections());
        configureConsumer(consumer);
        return consumer;
    }

    private JmsBatchComponent component() {
        return (JmsBatchComponent) getComponent();
    }

    public String getQueue() {
        return queue;
    }

    /** The one of a family that has this name. */
    String queueOf(String name) {
        return queue.substring(0, queue.length() - 1) + ClientQueue.nameOf(name);
    }

    public int getSize() {
        return size;
    }

    /** Ids after which a batch is full; its last message may bring up to 49 more. */
    public void setSize(int size) {
        this.size = size;
    }

    public int getConsumers() {
        return consumers;
    }

    /** Threads, each with a batch of its own; the express lane is one more. */
    public void setConsumers(int consumers) {
        this.consumers = consumers;
    }

    public boolean isExpress() {
        return express;
    }

    /** A lane for authorization alone, so that it never waits behind a batch; false: all classes in the same lanes. */
    public void setExpress(boolean express) {
        this.express = express;
    }

    public LiveNames getNames() {
        return names;
    }

    /** A lane for each name while it is there, without an express lane; null: it is one queue. */
    public void setNames(LiveNames names) {
        this.names = names;
    }

    public long getTimeToLive() {
        return timeToLive;
    }

    /** Milliseconds until an untaken message vanishes; 0: never. */
    public void setTimeToLive(long timeToLive) {
        this.timeToLive = timeToLive;
    }

    Duration life() {
        return Duration.ofMillis(timeToLive);
    }
}
