package io.vestnik.platform.broker;

import io.vestnik.queue.QueueConnections;
import io.vestnik.settings.VestnikSettings.BrokerSettings;
import java.nio.file.Path;

/** The embedded broker as the hub runs it, for tests of what stands on it. */
public final class TestBroker implements AutoCloseable {

    private final EmbeddedBroker broker;

    public TestBroker(Path folder) {
        broker = new EmbeddedBroker(folder, new BrokerSettings(null, null, null));
        broker.start();
    }

    public QueueConnections connections() {
        return new QueueConnections(broker.address().connections(false), false);
    }

    @Override
    public void close() throws Exception {
        broker.stop();
    }
}
