package io.vestnik.spine;

import static io.vestnik.harness.Customer.answer;
import static io.vestnik.harness.Customer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Customer;
import io.vestnik.harness.Hub;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many messages in one request: good ones go, bad ones are named. */
class BatchTest {

    private static final int LINES = 10_000;

    private static Customer demo;

    @BeforeAll
    static void start() {
        demo = Customer.demo(Hub.sandbox());
    }

    @Test
    void goodLinesGoAndBadOnesAreNamed() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            String line = switch (i % 1000) {
                case 7 -> "{'to':{'phone':'12'},'text':'bad number'}";
                case 8 -> "{'to':{'email':'0000@example.org'},'text':'a','colour':'red'}";
                case 9 -> "{broken";
                default -> "{'to':{'email':'0000-" + i + "@example.org'},'text':'line " + i + "','tags':{'batch':'large'}}";
            };
            lines.append(json(line)).append('\n');
        }
        HttpResponse<String> answer = ndjson(lines.toString());
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/x-ndjson");
        List<JsonNode> results = new ArrayList<>();
        for (String line : answer.body().split("\n")) {
            results.add(Hub.JSON.readTree(line));
        }
        assertThat(results).hasSize(LINES);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            JsonNode result = results.get(i);
            assertThat(result.get("index").asInt()).isEqualTo(i);
            switch (i % 1000) {
                case 7 -> assertThat(result.at("/errors/0/pointer").asText()).isEqualTo("/to/phone");
                case 8 -> assertThat(result.at("/errors/0/pointer").asText()).isEqualTo("/colour");
                case 9 -> assertThat(result.at("/errors/0/detail").asText()).isNotEmpty();
                default -> ids.add(result.get("id").asText());
            }
        }
        assertThat(ids).doesNotHaveDuplicates().hasSize(LINES - LINES / 1000 * 3);
        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofSeconds(1)).until(() ->
                demo.read("/api/v1/messages?tag=batch:large&status=accepted&limit=1").get("messages").isEmpty()
                        && demo.read("/api/v1/messages?tag=batch:large&status=dispatched&limit=1").get("messages").isEmpty());
        assertThat(demo.message(ids.get(ids.size() - 1)).get("status").asText()).isEqualTo("delivered");
        assertThat(demo.read("/api/v1/messages?tag=batch:large&status=failed").get("messages")).isEmpty();
    }

    @Test
    void anArrayIsAnsweredWithAnArray() {
        JsonNode results = answer(demo.post("/api/v1/messages/batch", "[{'to':{'email':'0000@example.org'},'text':'a'},"
                + "{'to':{},'text':'a'},{'text':'a'},7,{'to':{'email':'0000@example.org'},'text':'b'}]"), 202);
        assertThat(Customer.each(results, "index")).containsExactly("0", "1", "2", "3", "4");
        assertThat(demo.ended(results.at("/0/id").asText()).get("status").asText()).isEqualTo("delivered");
        assertThat(demo.ended(results.at("/4/id").asText()).get("status").asText()).isEqualTo("delivered");
        for (int bad : List.of(1, 2, 3)) {
            assertThat(results.get(bad).get("errors")).isNotEmpty();
            assertThat(results.get(bad).has("id")).isFalse();
        }
    }

    @Test
    void aBatchOverTheLimitIsRefusedAndNothingOfItGoes() {
        String line = "{'to':{'email':'0000@example.org'},'text':'a','tags':{'batch':'over'}}\n";
        HttpResponse<String> lines = ndjson(json(line.repeat(LINES + 1)));
        assertThat(lines.statusCode()).as(lines.body()).isBetween(400, 422);
        HttpResponse<String> array = demo.post(
                "/api/v1/messages/batch", "[" + (line + ",").repeat(LINES) + line + "]");
        assertThat(array.statusCode()).as(array.body()).isEqualTo(lines.statusCode());
        assertThat(Hub.json(array).get("errors")).isNotEmpty();
        assertThat(demo.read("/api/v1/messages?tag=batch:over").get("messages")).isEmpty();
    }

    @Test
    void aBrokenArrayIsRefusedAsAWhole() {
        String good = "{'to':{'email':'0000@example.org'},'text':'a','tags':{'batch':'broken'}}";
        JsonNode problem = answer(demo.post("/api/v1/messages/batch", "[" + good + "," + good), 400);
        assertThat(problem.get("errors")).isNotEmpty();
        assertThat(demo.read("/api/v1/messages?tag=batch:broken").get("messages")).isEmpty();
    }

    private static HttpResponse<String> ndjson(String lines) {
        return Hub.send(demo.hub().request("/api/v1/messages/batch")
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(lines)));
    }
}
