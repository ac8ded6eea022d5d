package io.vestnik.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.FakeCarrier;
import io.vestnik.harness.Hub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The hub is killed under full load, again and again: nothing that it promised is lost. */
class CrashTest {

    private static final int MESSAGES = 2_000;
    private static final int KILLS = 3;
    private static final int CLIENTS = 16;
    private static final int WINDOW = 50;

    @Test
    void losesNothingWhenKilledUnderLoad() throws Exception {
        try (FakeCarrier carrier = FakeCarrier.start().delay(Duration.ofMillis(20));
                Hub hub = Hub.start(
                        Hub.newFolder("crash"),
                        "vestnik.channels.sms.providers[0].name=carrier-a",
                        "vestnik.channels.sms.providers[0].uri=" + carrier.uri(),
                        "vestnik.channels.sms.providers[0].window=" + WINDOW,
                        "vestnik.unknown-wait=5s")) {
            Map<String, String> accepted = new ConcurrentHashMap<>(); // destination to message id
            AtomicInteger next = new AtomicInteger();
            ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
            for (int i = 0; i < CLIENTS; i++) {
                clients.submit(() -> sendAll(hub, next, accepted));
            }
            for (int kill = 1; kill <= KILLS; kill++) {
                int from = MESSAGES * kill / (KILLS + 1) + ThreadLocalRandom.current().nextInt(100);
                await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(5)).until(() -> accepted.size() >= from);
                hub.kill();
                hub.start();
            }
            clients.shutdown();
            assertThat(clients.awaitTermination(3, TimeUnit.MINUTES)).isTrue();
            assertThat(accepted).hasSize(MESSAGES);

            allEnded(hub, accepted.values());
            Map<String, Long> copies = carrier.accepted().stream()
                    .collect(Collectors.groupingBy(FakeCarrier.Submit::destination, Collectors.counting()));
            assertThat(copies.keySet()).as("every accepted message reached the carrier").containsAll(accepted.keySet());

            int repeatedAtCarrier = 0;
            for (Map.Entry<String, String> message : accepted.entrySet()) {
                JsonNode seen = hub.message(message.getValue());
                assertThat(seen.get("status").asText()).isEqualTo("delivered");
                if (copies.get(message.getKey()) > 1) {
                    repeatedAtCarrier++;
                    assertThat(seen.get("timeline"))
                            .as("a repeat is marked")
                            .anyMatch(event -> event.get("event").asText().equals("repeated"));
                }
            }
            System.out.println("crash: " + MESSAGES + " accepted, " + KILLS + " kills, " + repeatedAtCarrier + " repeated");
            assertThat(repeatedAtCarrier).isLessThanOrEqualTo(KILLS * 2 * WINDOW);
        }
    }

    /** A client that repeats a request until it is answered, under the same key. */
    private static void sendAll(Hub hub, AtomicInteger next, Map<String, String> accepted) {
        for (int n = next.getAndIncrement(); n < MESSAGES; n = next.getAndIncrement()) {
            String destination = String.format("7916300%04d", n);
            String body = "{\"to\":{\"phone\":\"+" + destination + "\"},\"class\":\"transactional\",\"text\":\"payment " + n
                    + "\"}";
            String key = "crash-" + n;
            await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(200)).pollDelay(Duration.ZERO).until(() -> {
                try {
                    accepted.put(destination, hub.send(body, "Idempotency-Key", key));
                    return true;
                } catch (UncheckedIOException | AssertionError away) {
                    return false;
                }
            });
        }
    }

    private static void allEnded(Hub hub, java.util.Collection<String> ids) {
        Set<String> open = ConcurrentHashMap.newKeySet();
        open.addAll(ids);
        await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofSeconds(1)).until(() -> {
            open.removeIf(id -> !hub.message(id).get("finalAt").isNull());
            return open.isEmpty();
        });
    }
}
