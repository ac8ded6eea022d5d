package io.vestnik.ingress.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Hub;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The REST contract over a whole hub: what goes in can be seen, found, taken back and sent again. */
class RestOutsideTest {

    private static Hub hub;

    @BeforeAll
    static void start() {
        hub = Hub.sandbox();
    }

    @Test
    void aMessageIsSeenWithItsDeliveriesAndItsTimeline() {
        String id = send("{'to': {'phone': '8 916 700 00 00'}, 'text': 'a', 'tags': {'seen': 'yes'}}");
        JsonNode message = awaitStatus(id, "delivered");
        assertThat(message.fieldNames()).toIterable().containsExactly(
                "id", "account", "status", "class", "to", "createdAt", "finalAt", "reason", "tags", "deliveries", "timeline");
        assertThat(message.at("/to/phone").textValue()).isEqualTo("+79167000000");
        assertThat(message.at("/createdAt").textValue()).endsWith("Z");
        JsonNode delivery = message.at("/deliveries/0");
        assertThat(delivery.fieldNames()).toIterable().containsExactly(
                "id", "channel", "provider", "address", "status", "providerMessageId", "segments", "attempts", "sentAt",
                "finalAt", "code");
        assertThat(delivery.at("/status").textValue()).isEqualTo("delivered");
        assertThat(delivery.at("/providerMessageId").textValue()).isNotEmpty();
        List<String> times = new ArrayList<>();
        message.get("timeline").forEach(entry -> {
            assertThat(entry.fieldNames()).toIterable().containsExactly("at", "event", "channel", "code", "text");
            times.add(Instant.parse(entry.get("at").textValue()).toString());
        });
        assertThat(message.at("/timeline/0/event").textValue()).isEqualTo("accepted");
        assertThat(times.stream().map(Instant::parse).toList()).isSorted();
    }

    @Test
    void messagesAreFoundByEachParameterAndPage() {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sent.add(0, send("{'to': {'phone': '+79167000102'}, 'text': 'a', 'class': 'transactional', 'tags': {'a:b': 'c', 'n': '" + i + "'}}"));
        }
        assertThat(ids("to=%2B79167000102")).isEqualTo(sent);
        assertThat(ids("to=+79167000102")).isEqualTo(sent);
        assertThat(ids("to=89167000102&class=transactional")).isEqualTo(sent);
        assertThat(ids("to=89167000102&class=marketing")).isEmpty();
        assertThat(ids("to=89167000102&tag=n:3")).containsExactly(sent.get(1));
        assertThat(ids("to=89167000102&tag=n:9")).isEmpty();
        assertThat(ids("to=nobody@example.org")).isEmpty();
        String before = encode(Instant.now().minusSeconds(60).toString());
        assertThat(ids("to=89167000102&from=" + before)).isEqualTo(sent);
        assertThat(ids("to=89167000102&until=" + before)).isEmpty();
        assertThat(ids("to=89167000102&status=refused")).isEmpty();

        List<String> paged = new ArrayList<>();
        String cursor = "";
        for (int page = 0; page < 3; page++) {
            JsonNode answer = json(hub.get("/api/v1/messages?to=89167000102&limit=2" + cursor), 200);
            answer.get("messages").forEach(message -> paged.add(message.get("id").textValue()));
            cursor = "&cursor=" + answer.get("next").asText();
        }
        assertThat(paged).isEqualTo(sent);
        assertThat(cursor).isEqualTo("&cursor=null");
    }

    @Test
    void theSameKeyGivesTheSameMessage() {
        String body = "{'to': {'phone': '+79167000103'}, 'text': 'a'}".replace('\'', '"');
        HttpResponse<String> first = hub.post("/api/v1/messages", body, "Idempotency-Key", "rest-1");
        HttpResponse<String> again = hub.post("/api/v1/messages", " " + body, "Idempotency-Key", "rest-1");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        JsonNode refusal = json(hub.post("/api/v1/messages", body.replace("\"a\"", "\"b\""), "Idempotency-Key", "rest-1"), 422);
        assertThat(refusal.at("/errors/0/pointer").textValue()).isEmpty();
        assertThat(ids("to=89167000103")).hasSize(1);
    }

    @Test
    void aBatchSentAgainWithItsKeyAddsNothing() {
        String lines = "{'to': {'phone': '+79167000104'}, 'text': 'a'}\nbroken\n".replace('\'', '"').repeat(20);
        String first = batch(lines);
        assertThat(batch(lines)).isEqualTo(first);
        assertThat(first.lines().filter(line -> line.contains("\"id\""))).hasSize(20);
        assertThat(ids("to=89167000104")).hasSize(20);
    }

    @Test
    void aPlannedMessageIsTakenBackOnce() {
        String at = Instant.now().plus(Duration.ofDays(1)).toString();
        String id = send("{'to': {'phone': '+79167000105'}, 'text': 'a', 'sendAt': '" + at + "'}");
        assertThat(json(hub.delete("/api/v1/messages/" + id), 200).get("status").textValue()).isEqualTo("cancelled");
        assertThat(json(hub.get("/api/v1/messages/" + id), 200).at("/deliveries/0/status").textValue()).isEqualTo("skipped");
        json(hub.delete("/api/v1/messages/" + id), 409);
    }

    @Test
    void marketingGoesAfterConsentAndStopsAfterItsWithdrawal() {
        String message = "{'to': {'phone': '+79167000106'}, 'text': 'a', 'class': 'marketing'}";
        assertThat(awaitStatus(send(message), "refused").get("reason").textValue()).isEqualTo("no_consent");
        consent(true);
        awaitStatus(send(message), "delivered");
        consent(false);
        assertThat(awaitStatus(send(message), "refused").get("reason").textValue()).isEqualTo("opted_out");
        JsonNode history = json(hub.get("/api/v1/consents?phone=+79167000106"), 200);
        assertThat(history.get("consents")).hasSize(2);
        assertThat(history.at("/consents/0/granted").booleanValue()).isFalse();
        assertThat(history.at("/consents/0/evidence/form").textValue()).isEqualTo("7");
        assertThat(history.at("/consents/0").fieldNames()).toIterable()
                .containsExactly("class", "channel", "granted", "method", "evidence", "at", "by");
    }

    @Test
    void aDeadLetterIsSentAgainOnceAndDropped() {
        String id = send("{'to': {'phone': '+79167000004'}, 'text': 'dead', 'tags': {'t': '1'}}");
        awaitStatus(id, "failed");
        JsonNode letter = StreamSupport.stream(json(hub.get("/api/v1/dead"), 200).get("dead").spliterator(), false)
                .filter(dead -> id.equals(dead.get("messageId").asText()))
                .findFirst()
                .orElseThrow();
        assertThat(letter.get("reason").textValue()).isNotEmpty();
        String replay = "/api/v1/dead/" + letter.get("id").textValue() + "/replay";
        String again = json(hub.post(replay, ""), 202).get("id").textValue();
        assertThat(again).isNotEqualTo(id);
        assertThat(json(hub.post(replay, ""), 202).get("id").textValue()).isEqualTo(again);
        JsonNode repeated = awaitStatus(again, "failed");
        assertThat(repeated.at("/tags/t").textValue()).isEqualTo("1");
        String second = json(hub.get("/api/v1/dead?limit=1"), 200).at("/dead/0/id").textValue();
        assertThat(hub.delete("/api/v1/dead/" + second).statusCode()).isEqualTo(204);
        json(hub.delete("/api/v1/dead/" + second), 404);
    }

    @Test
    void theSandboxShowsWhatItTook() {
        awaitStatus(send("{'to': {'phone': '+79167000107'}, 'text': 'проверка'}"), "delivered");
        JsonNode taken = json(hub.get("/api/v1/sandbox/messages?limit=500"), 200).get("messages");
        assertThat(taken).anyMatch(message -> message.get("to").textValue().equals("+79167000107")
                && message.get("text").textValue().equals("проверка")
                && message.get("sender").textValue().equals("VESTNIK"));
    }

    private static void consent(boolean granted) {
        json(hub.post("/api/v1/consents", ("{'to': {'phone': '+79167000106'}, 'class': 'marketing', 'granted': " + granted
                + ", 'method': 'web-form', 'evidence': {'form': '7'}}").replace('\'', '"')), 201);
    }

    private static String batch(String lines) {
        return Hub.send(hub.request("/api/v1/messages/batch", "Idempotency-Key", "rest-batch")
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(lines))).body();
    }

    private static String send(String message) {
        return json(hub.post("/api/v1/messages", message.replace('\'', '"')), 202).get("id").textValue();
    }

    private static JsonNode awaitStatus(String id, String status) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> json(hub.get("/api/v1/messages/" + id), 200), message -> message.get("status").asText().equals(status));
    }

    private static List<String> ids(String query) {
        List<String> ids = new ArrayList<>();
        json(hub.get("/api/v1/messages?" + query), 200).get("messages").forEach(message -> ids.add(message.get("id").textValue()));
        return ids;
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static JsonNode json(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        try {
            return Hub.JSON.readTree(answer.body());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
