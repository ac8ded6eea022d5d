package io.vestnik.platform.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vestnik.channel.ChannelTraits;
import io.vestnik.channel.http.HttpApis;
import io.vestnik.platform.web.Doors;
import io.vestnik.route.Fault;
import io.vestnik.route.RoutesInForce;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;

/** What is in hand while its route is replaced. */
@Timeout(60)
class LiveRoutesInProcessTest {

    private static final String WIRE =
            """
            - route:
                id: egress-a-wire
                from:
                  uri: direct:egress-a-wire
                  steps:
                    - bean: {ref: provider, method: "answer(${body})"}
                    - bean: {ref: answers, method: "accepted(${body}, '%s')"}
            """;
    private static final String OTHER =
            """
            - route:
                id: other
                from:
                  uri: direct:other
                  steps:
                    - bean: {ref: answers, method: "accepted(${body}, '%s')"}
            """;
    private static final String QUEUE =
            """
            - route:
                id: queue
                description: %s
                from:
                  uri: seda:accepted
                  parameters: {size: 1000, purgeWhenStopping: true}
                  steps:
                    - bean: {ref: slow, method: take}
                    - bean: {ref: answers, method: "accepted(${body}, '')"}
            """;

    /** Slow. */
    public static final class Provider {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch answering = new CountDownLatch(1);

        public void answer(String submission) throws InterruptedException {
            asked.countDown();
            answering.await();
        }
    }

    /** What was told. */
    public static final class Told {
        private final List<String> all = new CopyOnWriteArrayList<>();

        public void accepted(String submission, String by) {
            all.add(submission + by);
        }
    }

    /** Some time for each. */
    public static final class Slow {
        public void take() {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private final Provider provider = new Provider();
    private final Told answers = new Told();
    private final RoutesInForce inForce = new RoutesInForce();
    private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
    private final CamelContext camel = new DefaultCamelContext();
    private final LiveRoutes routes =
            new LiveRoutes(
                    beans, new MockEnvironment(), Settings.of(), new HttpApis(new ChannelTraits()), new Doors(), inForce, Clock.systemUTC());
    private ProducerTemplate producer;

    private void run(RouteFile... files) throws Exception {
        bind("provider", provider);
        bind("answers", answers);
        bind("slow", new Slow());
        routes.begin(camel, List.of(files));
        camel.start();
        routes.publish();
        producer = camel.createProducerTemplate();
    }

    private void bind(String name, Object bean) {
        beans.registerSingleton(name, bean);
        camel.getRegistry().bind(name, bean);
    }

    @AfterEach
    void stop() {
        provider.answering.countDown();
        camel.stop();
    }

    @Test
    void aSlowProvidersAnswerIsHeardByTheOldRouteAndNobodyElseWaitsForIt() throws Exception {
        run(file("wire", WIRE.formatted(" old")), file("other", OTHER.formatted(" old")));
        producer.asyncSendBody("direct:egress-a-wire", "first");
        provider.asked.await();
        List<RouteFile> saved = List.of(file("wire", WIRE.formatted(" new")), file("other", OTHER.formatted(" new")));
        assertThat(routes.offer(saved)).as("all in force").isFalse();
        producer.sendBody("direct:other", "other");
        assertThat(answers.all).containsExactly("other new");
        producer.asyncSendBody("direct:egress-a-wire", "second");
        assertThat(routes.offer(saved)).as("all in force").isFalse();
        provider.answering.countDown();
        await().until(() -> routes.offer(saved));
        await().until(() -> answers.all.size() == 3);
        assertThat(answers.all).containsExactly("other new", "first old", "second new");
    }

    @Test
    void aChangeThatIsTakenBackWhileItWaitsLeavesTheOldRouteAsItWas() throws Exception {
        RouteFile old = file("wire", WIRE.formatted(" old"));
        run(old);
        producer.asyncSendBody("direct:egress-a-wire", "first");
        provider.asked.await();
        assertThat(routes.offer(List.of(file("wire", WIRE.formatted(" new"))))).isFalse();
        assertThat(routes.offer(List.of(old))).isTrue();
        provider.answering.countDown();
        producer.sendBody("direct:egress-a-wire", "second");
        await().until(() -> answers.all.size() == 2);
        assertThat(answers.all).containsExactlyInAnyOrder("first old", "second old");
    }

    @Test
    void whatWaitsInAQueueInMemoryWaitsForTheNextRoute() throws Exception {
        run(file("queue", QUEUE.formatted("one")));
        List<String> all = IntStream.range(0, 400).mapToObj(Integer::toString).toList();
        all.forEach(body -> producer.sendBody("seda:accepted?size=1000", body));
        assertThat(routes.offer(List.of(file("queue", QUEUE.formatted("two"))))).isTrue();
        assertThat(answers.all.size()).as("taken by the old route").isLessThan(all.size());
        await().atMost(Duration.ofSeconds(30)).until(() -> answers.all.size() >= all.size());
        assertThat(answers.all).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void aComponentWithoutWhatItNeedsIsAFaultWithALine() throws Exception {
        run(file("other", OTHER.formatted("")));
        List<RouteFile> saved = new ArrayList<>(List.of(
                file("other", OTHER.formatted("")),
                file("x", "- route:\n    id: x\n    from:\n      uri: direct:x\n      steps:\n        - to:\n            uri: half-installed:a\n")));
        assertThat(routes.offer(saved)).isTrue();
        assertThat(inForce.faults()).hasSize(1);
        Fault fault = inForce.faults().get(0);
        assertThat(fault.file()).isEqualTo("core/x.camel.yaml");
        assertThat(fault.line()).isBetween(6, 7);
        assertThat(fault.reason()).contains("NoClassDefFoundError", "com/partner/Client");
        assertThatThrownBy(() -> routes.begin(new DefaultCamelContext(), saved)).hasMessageContaining("core/x.camel.yaml:" + fault.line());
    }

    private static RouteFile file(String name, String text) {
        return new RouteFile("core/" + name + ".camel.yaml", "file:core/" + name + ".camel.yaml", text.getBytes(StandardCharsets.UTF_8));
    }
}
