package io.vestnik.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.ulid.UlidCreator;
import io.vestnik.platform.broker.TestBroker;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JmsBatchTest {

    @TempDir
    Path folder;

    private final List<List<String>> bulk = new CopyOnWriteArrayList<>();
    private final List<List<String>> express = new CopyOnWriteArrayList<>();
    private TestBroker broker;
    private CamelContext camel;
    private ProducerTemplate producer;

    @BeforeEach
    void start() throws Exception {
        broker = new TestBroker(folder);
        camel();
    }

    private void camel() {
        camel = new DefaultCamelContext();
        camel.getRegistry().bind("connections", broker.connections());
        camel.start();
        producer = camel.createProducerTemplate();
    }

    @AfterEach
    void stop() throws Exception {
        camel.stop();
        broker.close();
    }

    @Test
    void takesSeveralMessagesOfAllClassesInOneBatch() throws Exception {
        List<String> marketing = ids(120);
        List<String> service = ids(3);
        send("vestnik.accepted", "marketing", marketing);
        send("vestnik.accepted", "service", service);
        route("jms-batch:vestnik.accepted?size=100", this::note);
        await().until(() -> total(bulk) == 123);
        assertThat(bulk.get(0)).startsWith(service.toArray(String[]::new)).hasSize(103);
        assertThat(flat(bulk)).containsAll(marketing);
        assertThat(express).isEmpty();
    }

    @Test
    void letsAuthorizationPassWhileABatchIsInHand() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        route("jms-batch:vestnik.egress.sms", exchange -> {
            if (!batch(exchange).express()) {
                held.countDown();
                release.await();
            }
            note(exchange);
        });
        send("vestnik.egress.sms", "marketing", ids(60));
        held.await();
        List<String> codes = ids(2);
        send("vestnik.egress.sms", "authorization", codes);
        await().until(() -> total(express) == 2);
        assertThat(flat(express)).isEqualTo(codes);
        assertThat(bulk).isEmpty();
        release.countDown();
        await().until(() -> total(bulk) == 60);
    }

    @Test
    void takesAllClassesInOneLaneWithoutExpress() throws Exception {
        send("vestnik.receipts", "authorization", ids(1));
        send("vestnik.receipts", "service", ids(1));
        route("jms-batch:vestnik.receipts?express=false", this::note);
        await().until(() -> total(bulk) == 2);
    }

    @Test
    void bringsABatchAgainWhenItsRouteFailed() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        List<String> ids = ids(5);
        send("vestnik.accepted", "service", ids);
        route("jms-batch:vestnik.accepted", exchange -> {
            batch(exchange).take(2);
            if (attempts.incrementAndGet() == 1) {
                throw new IllegalStateException("the database is away");
            }
            note(exchange);
        });
        await().until(() -> attempts.get() == 2);
        await().until(() -> flat(bulk).equals(ids.subList(2, 5)));
    }

    @Test
    void movesWhatItCannotUnderstandToTheDeadQueue() throws Exception {
        List<String> good = ids(2);
        try (Connection connection = broker.connections().factory().createConnection();
                Session session = connection.createSession(true, 0)) {
            var sender = session.createProducer(session.createQueue("vestnik.accepted"));
            sender.send(session.createTextMessage("not an id"));
            sender.send(session.createTextMessage(""));
            sender.send(session.createTextMessage(good.get(0) + "\n" + good.get(1)));
            sender.send(session.createBytesMessage());
            session.commit();
        }
        route("jms-batch:vestnik.accepted", this::note);
        await().until(() -> flat(bulk).equals(good));
        assertThat(Stream.of(dead(), dead(), dead()))
                .containsExactlyInAnyOrder(
                        "vestnik.accepted: not a list of ids", "vestnik.accepted: empty", "vestnik.accepted: not a text message");
    }

    @Test
    void sendsOnWithinTheTransactionThatTheBatchWasTakenIn() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        List<String> ids = ids(70);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("jms-batch:vestnik.accepted?express=false")
                        .setHeader("VestnikClass", constant("transactional"))
                        .setHeader("VestnikChannel", constant("sms"))
                        .toD("jms-batch:vestnik.egress.${header.VestnikChannel}")
                        .process(exchange -> {
                            if (attempts.incrementAndGet() == 1) {
                                throw new IllegalStateException("after the send");
                            }
                        });
                from("jms-batch:vestnik.egress.sms").process(JmsBatchTest.this::note);
            }
        });
        send("vestnik.accepted", "transactional", ids);
        await().until(() -> attempts.get() >= 2 && total(bulk) >= 70);
        assertThat(flat(bulk)).containsExactlyInAnyOrderElementsOf(ids); // nothing of the first attempt
    }

    @Test
    void dropsAMessageWhoseLeaseIsOver() throws Exception {
        send("vestnik.egress.sms?timeToLive=1", "service", ids(1));
        List<String> fresh = ids(1);
        send("vestnik.egress.sms", "service", fresh);
        await().during(Duration.ofMillis(50)).until(() -> true);
        route("jms-batch:vestnik.egress.sms", this::note);
        await().until(() -> flat(bulk).equals(fresh));
    }

    @Test
    void failsTheExchangeWithoutAClass() {
        assertThatThrownBy(() -> producer.sendBody("jms-batch:vestnik.accepted", ids(1)))
                .hasRootCauseMessage("jms-batch: the header VestnikClass is missing");
    }

    @Test
    void keepsMessagesOverARestartOfTheBroker() throws Exception {
        List<String> ids = ids(3);
        route("jms-batch:vestnik.callbacks", this::note);
        await().until(() -> camel.getRoutes().size() == 1);
        camel.stop();
        try (Connection connection = broker.connections().factory().createConnection();
                Session session = connection.createSession(true, 0)) {
            session.createProducer(session.createQueue("vestnik.callbacks")).send(session.createTextMessage(IdText.of(ids)));
            session.commit();
        }
        broker.close();
        broker = new TestBroker(folder);
        camel();
        route("jms-batch:vestnik.callbacks", this::note);
        await().until(() -> flat(bulk).equals(ids));
    }

    @Test
    void findsTheBrokerAgain() throws Exception {
        AtomicInteger away = new AtomicInteger();
        QueueConnections connections = new QueueConnections((ConnectionFactory) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ConnectionFactory.class}, (proxy, method, arguments) -> {
                    if (away.incrementAndGet() < 4) {
                        throw new JMSException("away");
                    }
                    return method.invoke(broker.connections().factory(), arguments);
                }), true);
        camel.getComponent("jms-batch", JmsBatchComponent.class).setConnections(connections);
        route("jms-batch:vestnik.accepted?express=false", this::note);
        send("vestnik.accepted", "service", ids(1));
        await().until(() -> total(bulk) == 1);
    }

    @Test
    void suspendsAndResumesAndStopsAtOnce() throws Exception {
        route("jms-batch:vestnik.accepted", this::note);
        camel.getRouteController().suspendRoute("test");
        send("vestnik.accepted", "service", ids(1));
        await().during(Duration.ofMillis(700)).until(bulk::isEmpty);
        camel.getRouteController().resumeRoute("test");
        await().until(() -> total(bulk) == 1);
        long start = System.nanoTime();
        camel.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void takesFromTheQueuesOfTheNamesThatAreThere() throws Exception {
        LiveNames names = new LiveNames();
        camel.getRegistry().bind("bound", names);
        List<String> first = ids(2);
        List<String> odd = ids(2);
        List<String> away = ids(2);
        send("vestnik.client.school", "service", first);
        send("vestnik.client." + ClientQueue.nameOf("a*.?b"), "service", odd);
        send("vestnik.client.away", "service", away);
        names.add("school"); // before the route starts, and after it
        route("jms-batch:vestnik.client.*?names=#bound", this::note);
        names.add("a*.?b");
        await().until(() -> total(bulk) == 4);
        assertThat(flat(bulk)).containsExactlyInAnyOrder(first.get(0), first.get(1), odd.get(0), odd.get(1));
        names.remove("school");
        List<String> later = ids(1);
        await().until(() -> lanes("vestnik.client.school") == 0);
        send("vestnik.client.school", "service", later);
        names.add("away");
        await().until(() -> total(bulk) == 6);
        assertThat(flat(bulk)).containsAll(away).doesNotContainAnyElementsOf(later);
        names.add("school");
        await().until(() -> flat(bulk).containsAll(later));
    }

    @Test
    void namesThatComeWhileItIsSuspendedAreTakenFromWhenItGoesOn() throws Exception {
        LiveNames names = new LiveNames();
        names.add("gone");
        camel.getRegistry().bind("bound", names);
        route("jms-batch:vestnik.client.*?names=#bound", this::note);
        camel.getRouteController().suspendRoute("test");
        names.add("school");
        names.remove("gone");
        await().until(() -> lanes("vestnik.client") == 0);
        send("vestnik.client.school", "service", ids(1));
        send("vestnik.client.gone", "service", ids(1));
        camel.getRouteController().resumeRoute("test");
        await().until(() -> total(bulk) == 1);
        assertThat(lanes("vestnik.client")).isEqualTo(1);
        camel.getRouteController().stopRoute("test");
        assertThat(lanes("vestnik.client")).isZero();
        names.add("another");
        assertThat(lanes("vestnik.client")).isZero();
    }

    @Test
    void namesAndAFamilyGoTogether() {
        camel.getRegistry().bind("bound", new LiveNames());
        assertThatThrownBy(() -> camel.getEndpoint("jms-batch:vestnik.client.*")).hasStackTraceContaining("names go with");
        assertThatThrownBy(() -> camel.getEndpoint("jms-batch:vestnik.accepted?names=#bound")).hasStackTraceContaining("names go with");
    }

    private static long lanes(String queue) {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith(queue)).count();
    }

    @Test
    void printsItsRate() throws Exception {
        AtomicInteger taken = new AtomicInteger();
        for (int i = 0; i < 200; i++) {
            send("vestnik.accepted", "service", ids(500));
        }
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("jms-batch:vestnik.accepted?consumers=2")
                        .setHeader("VestnikClass", constant("service"))
                        .to("jms-batch:vestnik.egress.sms");
                from("jms-batch:vestnik.egress.sms?consumers=2")
                        .process(exchange -> taken.addAndGet(batch(exchange).size()));
            }
        });
        long start = System.nanoTime();
        await().atMost(Duration.ofSeconds(50)).pollInterval(Duration.ofMillis(5)).until(() -> taken.get() >= 100_000);
        System.out.printf("two hops: %,.0f ids/s%n", 100_000 / ((System.nanoTime() - start) / 1e9));
    }

    private void route(String uri, Processor processor) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("test").process(processor);
            }
        });
    }

    private void note(Exchange exchange) {
        Batch batch = batch(exchange);
        assertThat(exchange.getMessage().getHeader("VestnikExpress")).isEqualTo(batch.express());
        (batch.express() ? express : bulk).add(batch.take(Integer.MAX_VALUE - 8));
    }

    private static Batch batch(Exchange exchange) {
        return exchange.getMessage().getBody(Batch.class);
    }

    private void send(String queue, String messageClass, List<String> ids) {
        producer.sendBodyAndHeaders("jms-batch:" + queue, ids, Map.of("VestnikClass", messageClass));
    }

    private String dead() throws JMSException {
        try (JMSContext context = broker.connections().factory().createContext()) {
            Message message = context.createConsumer(context.createQueue("vestnik.dead")).receive(5_000);
            return message == null ? null : message.getStringProperty("VestnikReason");
        }
    }

    private static List<String> ids(int count) {
        return Stream.generate(() -> UlidCreator.getMonotonicUlid().toString()).limit(count).toList();
    }

    private static int total(List<List<String>> batches) {
        return batches.stream().mapToInt(List::size).sum();
    }

    private static List<String> flat(List<List<String>> batches) {
        List<String> all = new ArrayList<>();
        batches.forEach(all::addAll);
        return all;
    }
}
