package io.vestnik.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.FakeCarrier;
import io.vestnik.harness.Hub;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Cancelled, or moved to the next day, at the moment they are due: each is so or sent, never both. */
class CancelRaceTest {

    private static final int MESSAGES = 1_000;

    @Test
    void aMessageIsCancelledOrMovedOrSentNeverTwoOfThem() throws Exception {
        try (FakeCarrier carrier = FakeCarrier.start();
                Hub hub = Hub.start(
                        Hub.newFolder("cancel"),
                        "vestnik.channels.sms.providers[0].name=carrier-a",
                        "vestnik.channels.sms.providers[0].uri=" + carrier.uri())) {
            Instant due = Instant.now().plusSeconds(12);
            Map<String, String> ids = accept(hub, due);
            await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(2)).until(() -> Instant.now().isAfter(due));

            Map<String, Integer> answers = cancelAll(hub, ids);
            ids.keySet().stream().filter(id -> !isMoved(id, answers)).forEach(hub::ended);

            Set<String> sent = carrier.accepted().stream().map(FakeCarrier.Submit::destination).collect(Collectors.toSet());
            int cancelled = 0;
            for (String id : ids.keySet()) {
                JsonNode message = hub.message(id);
                boolean isStopped = message.get("status").asText().equals(isToBeMoved(id) ? "scheduled" : "cancelled");
                assertThat(answers.get(id)).isEqualTo(isStopped ? 200 : 409);
                assertThat(sent.contains(ids.get(id))).as("%s at the carrier", message).isEqualTo(!isStopped);
                cancelled += isStopped ? 1 : 0;
            }
            System.out.println("cancel race: " + cancelled + " of " + MESSAGES + " cancelled or moved, the others sent");
            assertThat(carrier.accepted()).hasSize(MESSAGES - cancelled);
        }
    }

    private static Map<String, String> accept(Hub hub, Instant due) {
        StringBuilder lines = new StringBuilder("[");
        List<String> destinations = new ArrayList<>();
        for (int n = 0; n < MESSAGES; n++) {
            String destination = String.format("7916400%04d", n);
            destinations.add(destination);
            lines.append(n == 0 ? "" : ",")
                    .append("{\"to\":{\"phone\":\"+").append(destination)
                    .append("\"},\"class\":\"transactional\",\"text\":\"x\",\"sendAt\":\"").append(due).append("\"}");
        }
        JsonNode results = Hub.json(hub.post("/api/v1/messages/batch", lines.append("]").toString()));
        Map<String, String> ids = new ConcurrentHashMap<>();
        for (JsonNode result : results) {
            ids.put(result.get("id").asText(), destinations.get(result.get("index").asInt()));
        }
        assertThat(ids).hasSize(MESSAGES);
        return ids;
    }

    private static Map<String, Integer> cancelAll(Hub hub, Map<String, String> ids) throws InterruptedException {
        Map<String, Integer> answers = new ConcurrentHashMap<>();
        ExecutorService clients = Executors.newFixedThreadPool(8);
        List<Callable<Integer>> calls = new ArrayList<>();
        for (String id : ids.keySet()) {
            calls.add(() -> answers.put(
                    id, (isToBeMoved(id) ? move(hub, id) : hub.delete("/api/v1/messages/" + id)).statusCode()));
        }
        clients.invokeAll(calls);
        clients.shutdown();
        return answers;
    }

    private static boolean isToBeMoved(String id) {
        return id.hashCode() % 2 == 0;
    }

    private static boolean isMoved(String id, Map<String, Integer> answers) {
        return isToBeMoved(id) && answers.get(id) == 200;
    }

    private static HttpResponse<String> move(Hub hub, String id) {
        String tomorrow = "{\"sendAt\": \"" + Instant.now().plus(Duration.ofDays(1)) + "\"}";
        return Hub.send(hub.request("/api/v1/messages/" + id)
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(tomorrow)));
    }
}
