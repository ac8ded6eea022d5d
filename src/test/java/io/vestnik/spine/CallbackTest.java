package io.vestnik.spine;

import static io.vestnik.harness.Customer.each;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.vestnik.harness.AccountsHub;
import io.vestnik.harness.Customer;
import io.vestnik.harness.Hub;
import io.vestnik.harness.Sink;
import io.vestnik.harness.Sink.Request;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients are told what became of their messages, by webhooks that they can trust. */
class CallbackTest {

    private static final Duration LONG = Duration.ofSeconds(40);

    private static Customer school;

    @BeforeAll
    static void start() {
        school = AccountsHub.school();
    }

    @ParameterizedTest(name = "{0} tells {2}")
    @CsvSource(delimiter = '|', nullValues = "none", value = {
        "+79168700000 | none          | delivered           | transactional",
        "+79168700001 | none          | undelivered         | transactional",
        "+79168700004 | none          | failed              | transactional",
        "+79168700009 | none          | refused             | marketing",
        "+79168700000 | 'sent'        | sent delivered      | transactional",
        "+79168700005 | 'sent','read' | sent delivered read | transactional",
        "+79168700005 | none          | delivered           | transactional",
    }, quoteCharacter = '`')
    void everyFinalStateIsToldAndWhatElseWasAskedFor(String phone, String events, String told, String messageClass)
            throws Exception {
        try (Sink hook = Sink.answering(204)) {
            String id = school.send("{'to':{'phone':'" + phone + "'},'class':'" + messageClass + "','text':'x','tags':{'n':'1'},"
                    + "'callback':{'url':'" + hook.url() + "'" + (events == null ? "" : ",'events':[" + events + "]") + "}}");
            JsonNode message = school.ended(id);
            int count = told.split(" ").length;
            await().atMost(LONG).until(() -> hook.requests.size() >= count);
            List<JsonNode> data = new ArrayList<>();
            for (Request request : hook.requests) {
                data.add(verified(request).get("data"));
            }
            // each is sent as it happens, and may overtake another: the sequence is what orders them
            data.sort((a, b) -> a.get("sequence").asInt() - b.get("sequence").asInt());
            assertThat(data).extracting(d -> d.get("status").asText()).containsExactly(told.split(" "));
            assertThat(data).extracting(d -> d.get("sequence").asInt()).doesNotHaveDuplicates();
            assertThat(data).allMatch(d -> d.get("id").asText().equals(id) && d.at("/tags/n").asText().equals("1"));
            assertThat(data.stream().filter(d -> d.get("status").asText().equals(message.get("status").asText())).findFirst())
                    .get().extracting(d -> d.get("reason").asText()).isEqualTo(message.get("reason").asText());
        }
    }

    @Test
    void theBodyIsACloudEvent() throws Exception {
        try (Sink hook = Sink.answering(200)) {
            String id = school.send("{'to':{'email':'0000@example.org'},'text':'x','callback':{'url':'" + hook.url() + "'}}");
            await().atMost(LONG).until(() -> hook.requests.size() == 1);
            Request request = hook.requests.peek();
            JsonNode event = verified(request);
            assertThat(event.get("specversion").asText()).isEqualTo("1.0");
            assertThat(event.get("type").asText()).isEqualTo("io.vestnik.message.status");
            assertThat(event.get("subject").asText()).isEqualTo(id);
            assertThat(event.get("id").asText()).isEqualTo(request.headers().get("Webhook-id").get(0));
            assertThat(Instant.parse(event.get("time").asText())).isBeforeOrEqualTo(Instant.now());
            assertThat(request.headers().get("Content-type").get(0)).startsWith("application/cloudevents+json");
            assertThat(event.get("data").fieldNames()).toIterable()
                    .containsExactly("id", "status", "channel", "reason", "code", "at", "sequence", "tags");
            assertThat(event.at("/data/channel").asText()).isEqualTo("email");
        }
    }

    @Test
    void aBodyThatWasTouchedIsNotTrusted() throws Exception {
        try (Sink hook = Sink.answering(200)) {
            school.send("{'to':{'email':'0000@example.org'},'text':'x','callback':{'url':'" + hook.url() + "'}}");
            await().atMost(LONG).until(() -> hook.requests.size() == 1);
            Request request = hook.requests.peek();
            Request forged = new Request(request.uri(), request.headers(), request.body().replace("delivered", "read"));
            assertThatThrownBy(() -> verified(forged)).isInstanceOf(WebhookVerificationException.class);
        }
    }

    @Test
    void aCallbackThatWasNotTakenComesAgainUnderTheSameId() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (Sink hook = new Sink(exchange -> exchange.sendResponseHeaders(asked.incrementAndGet() == 1 ? 500 : 200, -1))) {
            school.send("{'to':{'email':'0000@example.org'},'text':'x','callback':{'url':'" + hook.url() + "'}}");
            await().atMost(LONG).until(() -> hook.requests.size() == 2);
            List<Request> requests = List.copyOf(hook.requests);
            assertThat(requests.get(1).headers().get("Webhook-id")).isEqualTo(requests.get(0).headers().get("Webhook-id"));
            assertThat(verified(requests.get(1))).isEqualTo(verified(requests.get(0)));
        }
    }

    @Test
    void aTargetThatIsGoneIsADeadLetterWhoseReplayTellsItAgainAndSendsNothing() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (Sink hook = new Sink(exchange -> exchange.sendResponseHeaders(asked.incrementAndGet() == 1 ? 410 : 200, -1))) {
            String id = school.send("{'to':{'email':'0000-gone@example.org'},'text':'x','callback':{'url':'" + hook.url() + "'}}");
            await().atMost(LONG).until(() -> each(school.read("/api/v1/dead?limit=500").get("dead"), "messageId").contains(id));
            JsonNode letter = StreamSupport.stream(school.read("/api/v1/dead?limit=500").get("dead").spliterator(), false)
                    .filter(l -> l.get("messageId").asText().equals(id)).findFirst().orElseThrow();
            assertThat(letter.get("reason").asText()).contains("410");
            assertThat(school.message(id).get("status").asText()).isEqualTo("delivered");

            String replay = "/api/v1/dead/" + letter.get("id").asText() + "/replay";
            assertThat(Customer.answer(school.post(replay, ""), 202).get("id").asText()).isEqualTo(id);
            await().atMost(LONG).until(() -> hook.requests.size() == 2);
            List<Request> requests = List.copyOf(hook.requests);
            assertThat(verified(requests.get(1))).isEqualTo(verified(requests.get(0)));
            assertThat(each(school.read("/api/v1/messages?to=0000-gone@example.org").get("messages"), "id")).containsExactly(id);
            Customer.answer(school.post(replay, ""), 404);
        }
    }

    @Test
    void anAccountWithoutASecretCantAskForCallbacks() {
        JsonNode problem = Customer.answer(AccountsHub.stranger().post("/api/v1/messages",
                "{'to':{'email':'0000@example.org'},'text':'x','callback':{'url':'https://crm.example/hook'}}"), 422);
        assertThat(each(problem.get("errors"), "pointer")).containsExactly("/callback/url");
    }

    /** The sandbox hub: nothing is configured there, so nothing private may be reached. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "2130706433", "[::ffff:127.0.0.1]"})
    void privateAddressesAreNotReachedUnlessAllowed(String host) throws IOException {
        try (Sink hook = Sink.answering(200)) {
            Customer demo = Customer.demo(Hub.sandbox());
            var answer = demo.post("/api/v1/messages", "{'to':{'email':'0000@example.org'},'text':'x','callback':{'url':'http://"
                    + host + ":" + hook.port() + "/'}}");
            if (answer.statusCode() == 202) {
                String id = Hub.json(answer).get("id").asText();
                await().atMost(LONG).until(() -> demo.hub().logText().lines()
                        .anyMatch(line -> line.contains("message_id=" + id) && line.contains("not allowed")));
            } else {
                Customer.answer(answer, 422); // no host at all
            }
            assertThat(hook.requests).isEmpty();
        }
    }

    /** By an implementation of the standard that is not ours. */
    private static JsonNode verified(Request request) throws Exception {
        new Webhook(AccountsHub.SECRET).verify(request.body(), HttpHeaders.of(request.headers(), (name, value) -> true));
        return Hub.JSON.readTree(request.body());
    }
}
