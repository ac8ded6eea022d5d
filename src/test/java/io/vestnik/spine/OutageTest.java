package io.vestnik.spine;

import static io.vestnik.harness.Customer.each;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Customer;
import io.vestnik.harness.Hub;
import io.vestnik.harness.SoapCall;
import io.vestnik.harness.Traffic;
import io.vestnik.platform.broker.ExternalBroker;
import io.vestnik.platform.postgres.ExternalPostgres;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The database and the broker go away and come back: what was promised is kept, and nothing else is promised. */
class OutageTest {

    private static final String MESSAGE = "{'to':{'phone':'+79168900000'},'class':'transactional','text':'x'}";
    private static final String READINESS = "/actuator/health/readiness";

    private static final ExternalPostgres POSTGRES = new ExternalPostgres();
    private static final ExternalBroker BROKER = new ExternalBroker();
    private static final List<String> WITHOUT_BROKER = new ArrayList<>();
    private static Hub hub;
    private static Customer demo;

    /** The broker comes after the hub. */
    @BeforeAll
    static void start() {
        POSTGRES.start();
        // what was on its way to the carrier is unknown for the answer's 30 s and this
        List<String> wait = List.of("vestnik.unknown-wait=2s");
        hub = Hub.start(
                Hub.newFolder("outage"),
                Stream.of(POSTGRES.settings(), BROKER.settings(), wait).flatMap(List::stream).toArray(String[]::new));
        demo = Customer.demo(hub);
        for (int i = 0; i < 50; i++) {
            WITHOUT_BROKER.add(demo.send(MESSAGE));
        }
        BROKER.start();
    }

    @AfterEach
    void allIsWell() {
        await().atMost(Duration.ofSeconds(60)).until(() -> demo.get(READINESS).statusCode() == 200);
        assertThat(demo.outcome(MESSAGE).get("status").asText()).isEqualTo("delivered");
    }

    @AfterAll
    static void stop() throws Exception {
        hub.close();
        BROKER.close();
        POSTGRES.close();
    }

    @Test
    void withoutABrokerTheHubStartsAndAcceptsAndDeliversWhenItComes() {
        assertDelivered(WITHOUT_BROKER);
        long told = hub.logText().lines().filter(line -> line.contains("broker away")).count();
        assertThat(told).as("told, but not once a message").isBetween(1L, WITHOUT_BROKER.size() / 2L);
    }

    @Test
    void aBrokerThatIsRestartedLosesNothing() throws Exception {
        Traffic traffic = Traffic.start("broker", "791681", 400, hub);
        traffic.awaitAccepted(100);
        BROKER.stop();
        traffic.awaitAccepted(250); // accepted with the broker away
        BROKER.start();
        Map<String, String> accepted = traffic.finish();
        assertThat(traffic.refusals()).as("the broker is nobody's reason to refuse").isEmpty();
        assertDelivered(accepted.values());
        assertTakenOnce(accepted);
    }

    @Test
    void withoutTheDatabaseNothingIsPromisedAtAnyDoor() throws Exception {
        POSTGRES.stop();
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> demo.get(READINESS).statusCode() == 503);
            assertThat(demo.get(READINESS).body()).contains("\"db\":{\"status\":\"DOWN\"");
            List<Callable<HttpResponse<String>>> calls = List.of( // side by side: each waits for a connection
                    () -> demo.post("/api/v1/messages", MESSAGE),
                    () -> demo.post("/api/v1/messages/batch", "[" + MESSAGE + "]"),
                    () -> demo.get("/api/v1/messages/01JABCDEFGHJKMNPQRSTVWXYZ0"),
                    () -> demo.get("/api/v1/messages"),
                    () -> demo.delete("/api/v1/messages/01JABCDEFGHJKMNPQRSTVWXYZ0"),
                    () -> demo.post(
                            "/api/v1/consents", "{'to':{'phone':'+79168900000'},'class':'service','granted':true,'method':'sms'}"),
                    () -> demo.get("/api/v1/consents?phone=%2B79168900000"),
                    () -> demo.get("/api/v1/dead"),
                    () -> demo.post("/api/v1/dead/01JABCDEFGHJKMNPQRSTVWXYZ0/replay", ""),
                    () -> demo.get("/api/v1/sandbox/messages"));
            ExecutorService clients = Executors.newFixedThreadPool(calls.size());
            for (Future<HttpResponse<String>> call : clients.invokeAll(calls)) {
                HttpResponse<String> answer = call.get();
                JsonNode problem = Customer.answer(answer, 503);
                assertThat(problem.get("status").asInt()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                assertThat(answer.body()).doesNotContainIgnoringCase("sql", "jdbc", "Exception");
            }
            clients.shutdown();
            HttpResponse<String> fault = SoapCall.demo(hub).sendMessage("away",
                    "<v:to><v:phone>+79168900000</v:phone></v:to><v:text>x</v:text>");
            assertThat(fault.statusCode()).isEqualTo(500);
            assertThat(fault.body()).contains("ServerFault").doesNotContainIgnoringCase("jdbc", "Exception");
        } finally {
            POSTGRES.start();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> demo.get(READINESS).statusCode() == 200);
    }

    @Test
    void aDatabaseThatIsRestartedUnderLoadLosesNothing() throws Exception {
        Traffic traffic = Traffic.start("database", "791682", 400, hub);
        for (int accepted : List.of(80, 240)) {
            traffic.awaitAccepted(accepted);
            POSTGRES.stop();
            await().atMost(Duration.ofSeconds(30)).until(() -> demo.get(READINESS).statusCode() == 503);
            POSTGRES.start();
        }
        Map<String, String> accepted = traffic.finish();
        assertThat(traffic.refusals().keySet()).as("the only refusal").isSubsetOf(503);
        assertDelivered(accepted.values());
        assertTakenOnce(accepted);
    }

    private static void assertDelivered(Collection<String> ids) {
        for (String id : ids) {
            JsonNode message = demo.ended(id);
            assertThat(message.get("status").asText()).as(message.toString()).isEqualTo("delivered");
        }
    }

    /** The sandbox took each once, but for those that the timeline marks. */
    private static void assertTakenOnce(Map<String, String> accepted) {
        List<String> taken = each(demo.read("/api/v1/sandbox/messages?limit=500").get("messages"), "to");
        accepted.forEach((phone, id) -> {
            long copies = taken.stream().filter(("+" + phone)::equals).count();
            if (copies != 1) {
                JsonNode timeline = demo.message(id).get("timeline");
                assertThat(each(timeline, "event")).as("%d copies of %s: %s", copies, phone, timeline).contains("repeated");
            }
        });
    }
}
