package io.vestnik.faults;

import io.vestnik.harness.FakeCarrier;
import io.vestnik.harness.Hub;
import io.vestnik.platform.broker.ExternalBroker;
import io.vestnik.platform.postgres.ExternalPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A hub with a carrier and two accounts, any part of which a test may take away and must bring back. */
final class Scene {

    /** Submits in flight; a tenth is kept for authorization. */
    static final int WINDOW = 50;
    static final int FULL = WINDOW - WINDOW / 10;

    private static Scene outside;
    private static Scene inside;

    /** Null: the hub's own. */
    final ExternalPostgres postgres;
    /** Null: the hub's own. */
    final ExternalBroker broker;
    final FakeCarrier carrier = FakeCarrier.start();
    final Sender school = new Sender("school", new Webhook());
    final Sender bakery = new Sender("bakery", new Webhook());
    final Hub hub;
    private final List<String> settings = new ArrayList<>();

    private Scene(String name, ExternalPostgres postgres, ExternalBroker broker) throws IOException {
        this.postgres = postgres;
        this.broker = broker;
        if (postgres != null) {
            postgres.start();
            broker.start();
            settings.addAll(postgres.settings());
            settings.addAll(broker.settings());
        }
        settings.addAll(school.settings(0));
        settings.addAll(bakery.settings(1));
        settings.addAll(List.of(
                "vestnik.operators[0].name=root",
                "vestnik.operators[0].keys[0]=root-key",
                "vestnik.callbacks.allow-private-addresses=true",
                "vestnik.channels.sms.providers[0].name=carrier-a",
                "vestnik.channels.sms.providers[0].uri=" + carrier.uri(),
                "vestnik.channels.sms.providers[0].window=" + WINDOW,
                "vestnik.unknown-wait=" + System.getProperty("unknown-wait", "5s")));
        hub = node(name);
    }

    /** One more hub on the same database, broker and carrier; where these are the hub's own, there can't be one. */
    Hub node(String name) {
        return Hub.start(Hub.newFolder(name), settings.toArray(String[]::new));
    }

    /** With a database and a broker outside the hub; one for all tests, it ends with the test run. */
    static synchronized Scene outside() {
        if (outside == null) {
            outside = create("outside", new ExternalPostgres(), new ExternalBroker());
        }
        return outside;
    }

    /** With the hub's own database and broker; one for all tests, it ends with the test run. */
    static synchronized Scene inside() {
        if (inside == null) {
            inside = create("inside", null, null);
        }
        return inside;
    }

    private static Scene create(String name, ExternalPostgres postgres, ExternalBroker broker) {
        try {
            Scene scene = new Scene(name, postgres, broker);
            Runtime.getRuntime().addShutdownHook(new Thread(scene::end));
            return scene;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything does what it should, for the next test. */
    void mend() {
        carrier.behave().delay(Duration.ofMillis(20));
    }

    private void end() {
        try {
            hub.close();
            carrier.close();
            school.webhook().close();
            bakery.webhook().close();
            if (postgres != null) {
                broker.close();
                postgres.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
