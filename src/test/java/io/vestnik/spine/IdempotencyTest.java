package io.vestnik.spine;

import static io.vestnik.harness.Customer.answer;
import static io.vestnik.harness.Customer.each;
import static io.vestnik.harness.Customer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Customer;
import io.vestnik.harness.Hub;
import io.vestnik.harness.SoapCall;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that is repeated under its key sends nothing twice. */
class IdempotencyTest {

    private static final String KEY = "Idempotency-Key";
    private static final String MESSAGE =
            "{'to':{'phone':'+79168300001'},'class':'transactional','text':'50 рублей','tags':{'a':'1','b':'2'}}";

    private static Customer demo;

    @BeforeAll
    static void start() {
        demo = Customer.demo(Hub.sandbox());
    }

    /** The same message, whatever its spelling. */
    @ParameterizedTest
    @ValueSource(strings = {
        MESSAGE,
        "{ 'tags': {'b':'2', 'a':'1'}, 'text' : '50 рублей', 'class':'transactional', 'to':{'phone':'+79168300001'} }",
        "{'to':{'phone':'+79168300001'},'class':'transactional','text':'50 \\u0440ублей','tags':{'a':'1','b':'2'}}",
    })
    void theSameMessageGetsTheFirstAnswer(String again) {
        HttpResponse<String> first = demo.post("/api/v1/messages", MESSAGE, KEY, "same");
        HttpResponse<String> second = demo.post("/api/v1/messages", again, KEY, "same");
        assertThat(second.statusCode()).as(second.body()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
    }

    @Test
    void theFirstAnswerIsRepeatedEvenWhenTheMessageHasMovedOn() {
        String id = demo.send(MESSAGE, KEY, "moved-on");
        demo.ended(id);
        JsonNode again = answer(demo.post("/api/v1/messages", MESSAGE, KEY, "moved-on"), 202);
        assertThat(again.get("id").asText()).isEqualTo(id);
        assertThat(again.get("status").asText()).isEqualTo("accepted");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{'to':{'phone':'+79168300001'},'class':'transactional','text':'51 рублей','tags':{'a':'1','b':'2'}}",
        "{'to':{'phone':'+79168300002'},'class':'transactional','text':'50 рублей','tags':{'a':'1','b':'2'}}",
        "{'to':{'phone':'+79168300001'},'class':'service','text':'50 рублей','tags':{'a':'1','b':'2'}}",
        "{'to':{'phone':'+79168300001'},'class':'transactional','text':'50 рублей','tags':{'a':'1','b':'3'}}",
        "{'to':{'phone':'+79168300001'},'class':'transactional','text':'50 рублей'}",
    })
    void anotherMessageUnderTheSameKeyIsRefused(String other) {
        demo.send(MESSAGE, KEY, "other");
        JsonNode problem = answer(demo.post("/api/v1/messages", other, KEY, "other"), 422);
        assertThat(each(problem.get("errors"), "pointer")).containsExactly("");
        assertThat(problem.at("/errors/0/detail").asText()).contains("idempotency key");
    }

    @Test
    void withoutAKeyTheSameContentIsAnotherMessage() {
        assertThat(demo.send(MESSAGE)).isNotEqualTo(demo.send(MESSAGE));
    }

    @Test
    void aRefusedRequestDoesNotUseItsKeyUp() {
        answer(demo.post("/api/v1/messages", "{'to':{'phone':'12'},'text':'x'}", KEY, "refused-first"), 422);
        HttpResponse<String> mended = demo.post("/api/v1/messages", MESSAGE, KEY, "refused-first");
        assertThat(mended.statusCode()).isEqualTo(202);
        assertThat(mended.headers().firstValue("Idempotency-Replayed")).isEmpty();
    }

    @Test
    void fiftyRequestsAtOnceWithOneKeySendOnce() throws Exception {
        String message = "{'to':{'phone':'+79168300050'},'text':'once','class':'authorization'}";
        ExecutorService clients = Executors.newFixedThreadPool(50);
        List<Callable<HttpResponse<String>>> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            calls.add(() -> demo.post("/api/v1/messages", message, KEY, "fifty"));
        }
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (Future<HttpResponse<String>> call : clients.invokeAll(calls)) {
            answers.add(call.get());
        }
        clients.shutdown();
        assertThat(answers).allMatch(answer -> answer.statusCode() == 202);
        assertThat(answers.stream().map(HttpResponse::body).distinct()).hasSize(1);
        assertThat(answers.stream().filter(a -> a.headers().firstValue("Idempotency-Replayed").isEmpty())).hasSize(1);
        demo.ended(Hub.json(answers.get(0)).get("id").asText());
        assertThat(demo.read("/api/v1/messages?to=%2B79168300050").get("messages")).hasSize(1);
        assertThat(each(demo.read("/api/v1/sandbox/messages?limit=500").get("messages"), "to"))
                .containsOnlyOnce("+79168300050");
    }

    @Test
    void aLineOfABatchHasTheKeyOfTheBatchAndItsIndex() {
        String line = "{'to':{'phone':'+79168300003'},'text':'line'}";
        JsonNode results = answer(demo.post("/api/v1/messages/batch", "[" + line + "," + line + "]", KEY, "batch"), 202);
        assertThat(each(results, "id")).doesNotHaveDuplicates();
        HttpResponse<String> alone = demo.post("/api/v1/messages", line, KEY, "batch#1");
        assertThat(Hub.json(alone).get("id").asText()).isEqualTo(results.at("/1/id").asText());
        assertThat(alone.headers().firstValue("Idempotency-Replayed")).contains("true");

        JsonNode longer = answer(demo.post("/api/v1/messages/batch",
                "[" + line + "," + line.replace("line", "other") + "," + line + "]", KEY, "batch"), 202);
        assertThat(longer.at("/0/id")).isEqualTo(results.at("/0/id"));
        assertThat(longer.at("/1/errors/0/detail").asText()).contains("idempotency key");
        assertThat(longer.at("/2/id").asText()).isNotEmpty();
    }

    @Test
    void restAndSoapShareOneKeySpace() {
        SoapCall soap = SoapCall.demo(demo.hub());
        String same = "<v:to><v:phone>+79168300004</v:phone></v:to><v:class>transactional</v:class><v:text>both doors</v:text>";
        String id = demo.send("{'to':{'phone':'+79168300004'},'class':'transactional','text':'both doors'}", KEY, "doors");
        assertThat(soap.sendMessage("doors", same).body()).contains("<v:id>" + id + "</v:id>");
        HttpResponse<String> other = soap.sendMessage("doors", same.replace("both", "other"));
        assertThat(other.statusCode()).isEqualTo(500);
        assertThat(other.body()).contains("ClientFault", "requestId");

        String bySoap = soap.id(soap.sendMessage("doors-2", same));
        assertThat(demo.send("{'to':{'phone':'+79168300004'},'class':'transactional','text':'both doors'}", KEY, "doors-2"))
                .isEqualTo(bySoap);
    }

    @Test
    void keysOutliveAKill() {
        try (Hub hub = Hub.start(Hub.newFolder("idempotency"))) {
            Customer customer = Customer.demo(hub);
            String id = customer.send(MESSAGE, KEY, "before");
            String lines = json(MESSAGE + "\n" + MESSAGE + "\n");
            String first = batch(customer, lines);
            hub.kill();
            hub.start();
            HttpResponse<String> again = customer.post("/api/v1/messages", MESSAGE, KEY, "before");
            assertThat(Hub.json(again).get("id").asText()).isEqualTo(id);
            assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
            assertThat(batch(customer, lines)).isEqualTo(first);
        }
    }

    private static String batch(Customer customer, String lines) {
        HttpResponse<String> answer = Hub.send(customer.hub().request("/api/v1/messages/batch", KEY, "before-batch")
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(lines)));
        assertThat(answer.statusCode()).isEqualTo(202);
        return answer.body();
    }
}
