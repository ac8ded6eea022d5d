package io.vestnik.esme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import io.vestnik.account.Accounts;
import io.vestnik.callback.CallbackRows;
import io.vestnik.platform.broker.TestBroker;
import io.vestnik.queue.Handover;
import io.vestnik.queue.Leases;
import io.vestnik.queue.LiveNames;
import io.vestnik.queue.QueueConnections;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** From the rows by the queues of the clients to whoever sends them, with the real routes and a real broker. */
@SpringBootTest(classes = EsmeDatabase.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class EsmeRoutesTest {

    /** With bean {@code waiting} of the route for deliveries, which carries nothing here. */
    public static final class Nothing {

        public void giveBack(List<String> ids) {}

        public void sweep() {}

        public void free(List<String> names) {}
    }

    private static final String ODD = "a b.*?%#";

    @TempDir
    Path folder;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Accounts accounts;

    @Autowired
    OwedRows owed;

    @Autowired
    Delivers delivers;

    @Autowired
    DueDelivers due;

    @Autowired
    Leases leases;

    @Autowired
    LiveNames bound;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Map<String, Set<String>> sent = new ConcurrentHashMap<>();
    private TestBroker broker;
    private volatile boolean away;

    @BeforeEach
    void start() throws Exception {
        jdbc.sql("TRUNCATE esme_deliver, esme_submit, message").update();
        EsmeDatabase.logins(accounts, "away", ODD);
        broker = new TestBroker(folder);
        ConnectionFactory factory = (ConnectionFactory) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ConnectionFactory.class}, (proxy, method, arguments) -> {
                    if (away) {
                        throw new JMSException("away");
                    }
                    return method.invoke(broker.connections().factory(), arguments);
                });
        camel.getRegistry().bind("connections", QueueConnections.class, new QueueConnections(factory, true));
        camel.getRegistry().bind("leases", leases);
        camel.getRegistry().bind("delivers", delivers);
        camel.getRegistry().bind("dueDelivers", due);
        camel.getRegistry().bind("boundEsmes", bound);
        camel.getRegistry().bind("callbackRows", mock(CallbackRows.class));
        camel.getRegistry().bind("waiting", new Nothing());
        camel.getRegistry().bind("assembly", new Nothing());
        camel.getRegistry().bind("dueReplies", new Nothing());
        for (String route : new String[] {"config/clock-errors", "config/enqueue-errors", "core/enqueue", "core/esme"}) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveResource(camel, "file:routes/" + route + ".camel.yaml"));
        }
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("jms-batch:vestnik.client.*?names=#boundEsmes")
                        .bean(leases, "release")
                        .bean(delivers, "claim")
                        .split(body())
                        .process(exchange -> sent(exchange.getMessage().getBody(Deliver.class)));
            }
        });
        camel.start();
    }

    private void sent(Deliver deliver) {
        sent.computeIfAbsent(deliver.systemId(), s -> ConcurrentHashMap.newKeySet()).add(deliver.submitId());
        delivers.acknowledged(deliver);
    }

    @AfterEach
    void stop() throws Exception {
        bound.list().forEach(bound::remove);
        camel.stop();
        broker.close();
    }

    @Test
    void whatABoundClientIsOwedReachesIt() {
        bound.add("school");
        for (int i = 0; i < 300; i++) {
            Map<String, List<String>> leased = owe("school", "M" + i);
            new Handover(camel).clients(leased);
        }
        await().until(() -> of("school") == 300 && rows() == 0);
        assertThat(leases.standing()).noneMatch(standing -> standing.queue().equals("client.school"));
    }

    @Test
    void aClientThatWasAwayGetsAllWhenItIsBackWhateverItsName() {
        for (int i = 0; i < 50; i++) {
            owe(ODD, "M" + i);
            owe("away", "M" + i);
        }
        bound.add(ODD);
        await().until(() -> of(ODD) == 50 && rows() == 50);
        assertThat(sent).doesNotContainKey("away");
        bound.add("away");
        await().until(() -> of("away") == 50 && rows() == 0);
    }

    @Test
    void whatTheBrokerDidNotTakeComesAgain() {
        away = true;
        bound.add("school");
        new Handover(camel).clients(owe("school", "M"));
        await().until(() -> jdbc.sql("SELECT count(*) FROM esme_deliver WHERE node IS NULL").query(Integer.class).single() == 1);
        away = false;
        await().until(() -> of("school") == 1 && rows() == 0);
    }

    private Map<String, List<String>> owe(String systemId, String messageId) {
        OwedReceipt receipt = OwedReceipt.of(
                "school", messageId, new ReceiptWish(systemId, 1), Deliver.State.DELIVERED, null, Instant.now());
        return transaction.execute(status -> owed.insert(List.of(receipt), Instant.now()));
    }

    private int of(String systemId) {
        return sent.getOrDefault(systemId, Set.of()).size();
    }

    private int rows() {
        return jdbc.sql("SELECT count(*) FROM esme_deliver").query(Integer.class).single();
    }
}
