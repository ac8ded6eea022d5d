package io.vestnik.platform.broker;

import io.vestnik.harness.Hub;
import io.vestnik.settings.VestnikSettings.BrokerSettings;
import java.nio.file.Path;
import java.util.List;

/** A broker outside the hub, on a TCP port that it keeps; what it holds outlives a stop. */
public final class ExternalBroker implements AutoCloseable {

    private final Path folder = Hub.newFolder("broker");
    private final String place = "tcp://127.0.0.1:" + Hub.freePort();
    private EmbeddedBroker broker;

    public void start() {
        broker = new EmbeddedBroker(folder, new BrokerSettings(place + "?protocols=CORE", "outside", "secret"));
        broker.start();
    }

    public void stop() throws Exception {
        if (broker != null) {
            broker.stop();
            broker = null;
        }
    }

    /** What a hub must be told to use it. */
    public List<String> settings() {
        return List.of(
                "spring.artemis.mode=native",
                "spring.artemis.broker-url=" + place,
                "spring.artemis.user=outside",
                "spring.artemis.password=secret");
    }

    @Override
    public void close() throws Exception {
        stop();
    }
}
