package io.vestnik.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.ulid.UlidCreator;
import io.vestnik.alert.DeadLetterAlarm;
import io.vestnik.harness.Sink;
import io.vestnik.platform.broker.TestBroker;
import io.vestnik.node.Node;
import io.vestnik.queue.Leases;
import io.vestnik.queue.QueueConnections;
import io.vestnik.route.RoutesInForce;
import io.vestnik.settings.VestnikSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The shipped routes, the broker, PostgreSQL and real webhooks together. */
@SpringBootTest(classes = Database.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class CallbackRoutesTest {

    @TempDir
    Path folder;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    CallbackRows rows;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private TestBroker broker;
    private CallbackResults results;
    private CallbackSender sender;

    @BeforeEach
    void start() throws Exception {
        jdbc.sql("TRUNCATE callback, dead_letter").update();
        broker = new TestBroker(folder);
        CallbackConfiguration parts = new CallbackConfiguration();
        results = parts.callbackResults(rows, mock(DeadLetterAlarm.class));
        Map<String, String> loopback = Map.of("vestnik.callbacks.allow-private-addresses", "true");
        VestnikSettings settings =
                new Binder(new MapConfigurationPropertySource(loopback)).bindOrCreate("vestnik", VestnikSettings.class);
        Leases leases = new Leases(settings, new Node(jdbc, transaction, Clock.systemUTC(), new RoutesInForce()), jdbc, Clock.systemUTC());
        sender = parts.callbackSender(
                settings,
                new WebhookSignature(account -> Optional.of("whsec_c2VjcmV0")),
                results);
        camel.getRegistry().bind("connections", QueueConnections.class, broker.connections());
        camel.getRegistry().bind("callbackRows", rows);
        camel.getRegistry().bind("leases", leases);
        camel.getRegistry().bind("callbackSender", sender);
        camel.getRegistry().bind("callbackClock", parts.callbackClock(rows, leases));
        for (String route : new String[] {"config/clock-errors", "core/callbacks", "core/callbacks-due"}) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveResource(camel, "file:routes/" + route + ".camel.yaml"));
        }
        camel.start();
    }

    @AfterEach
    void stop() throws Exception {
        camel.stop();
        sender.close(Duration.ZERO);
        results.close();
        broker.close();
    }

    @Test
    void tellsTheGoodTargetAtOnceWhileAnotherHangs() throws Exception {
        try (Sink.Hanging hanging = new Sink.Hanging();
                Sink good = Sink.answering(200)) {
            for (int i = 0; i < 300; i++) {
                due(hanging.url());
            }
            for (int i = 0; i < 1_000; i++) {
                due(good.url());
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> count("url = '" + good.url() + "'") == 0);
            assertThat(count("true")).isEqualTo(300);
            Set<String> ids = good.requests.stream()
                    .map(request -> request.headers().get("Webhook-id").get(0))
                    .collect(Collectors.toSet());
            assertThat(ids).hasSize(1_000);
            assertThat(good.requests).hasSize(1_000);
            assertThat(hanging.connections).hasValueLessThanOrEqualTo(20);
        }
    }

    @Test
    void repeatsAFailedOneUnderTheSameId() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (Sink sink = new Sink(exchange ->
                exchange.sendResponseHeaders(asked.getAndIncrement() == 0 ? 500 : 200, -1))) {
            due(sink.url());
            await().until(() -> count("attempts = 1 AND node IS NULL") == 1);
            await().atMost(Duration.ofSeconds(10)).until(() -> count("true") == 0);
            assertThat(sink.requests).hasSize(2);
            assertThat(sink.requests.stream().map(r -> r.headers().get("Webhook-id")).distinct()).hasSize(1);
        }
    }

    @Test
    void makesADeadLetterOfOneThatIsGone() throws Exception {
        try (Sink sink = Sink.answering(410)) {
            due(sink.url());
            await().until(() -> count("true") == 0);
            assertThat(jdbc.sql("SELECT reason FROM dead_letter").query(String.class).list())
                    .containsExactly("callback: HTTP 410");
        }
    }

    @Test
    void makesDueAtOnceWhatTheBrokerDidNotTake() throws Exception {
        broker.close();
        try (Sink sink = Sink.answering(200)) {
            due(sink.url());
            String written = version();
            await().atMost(Duration.ofMinutes(1)).until(() -> !version().equals(written)); // leased, perhaps for a moment only
            // no further round: it would lease the row again
            camel.getRouteController().stopRoute("core-callbacks-due", 2, TimeUnit.MINUTES);
            await().atMost(Duration.ofMinutes(1)).until(() -> count("node IS NULL AND due <= now()") == 1);
            assertThat(sink.requests).isEmpty();
        }
    }

    private void due(String url) {
        jdbc.sql("INSERT INTO callback (id, account, message_id, url, body, due, created_at)"
                        + " VALUES (?, 'school', 'm', ?, '{}', now(), now())")
                .params(UlidCreator.getMonotonicUlid().toString(), url)
                .update();
    }

    /** Of the one row: each change makes another. */
    private String version() {
        return jdbc.sql("SELECT xmin::text FROM callback").query(String.class).single();
    }

    private int count(String condition) {
        return jdbc.sql("SELECT count(*) FROM callback WHERE " + condition).query(Integer.class).single();
    }
}
