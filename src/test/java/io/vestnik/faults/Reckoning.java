package io.vestnik.faults;

import static io.vestnik.harness.Customer.each;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Customer;
import io.vestnik.harness.FakeCarrier.Submit;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What became of a load, the same questions after every fault: asked at the API, at the carrier and at the webhook. */
final class Reckoning {

    private static final Duration LIMIT = Duration.ofMinutes(3).plusMillis(20L * Load.MESSAGES);

    private final Load load;
    /** Id by recipient. */
    private final Map<String, String> accepted;
    /** As the API tells them at their end, by recipient. */
    private final Map<String, JsonNode> messages = new ConcurrentHashMap<>();
    private final Map<String, Long> copies;

    /** Waits for the end of all of it. */
    Reckoning(Load load, Map<String, String> accepted) {
        this.load = load;
        this.accepted = accepted;
        Customer customer = load.sender.at(load.scene.hub);
        Set<String> open = ConcurrentHashMap.newKeySet();
        open.addAll(accepted.keySet());
        await().atMost(LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(500)).until(() -> {
            open.parallelStream().forEach(phone -> look(customer, phone));
            open.removeAll(messages.keySet());
            return open.isEmpty();
        });
        copies = load.taken().collect(Collectors.groupingBy(Submit::destination, Collectors.counting()));
    }

    private void look(Customer customer, String phone) {
        JsonNode message = customer.message(accepted.get(phone));
        if (!message.get("finalAt").isNull()) {
            messages.put(phone, message);
        }
    }

    /**
     * Whatever the fault was: all was accepted, all went out and was delivered, no receipt was lost, each state was told.
     *
     * @param mostTwice how many may have gone out twice, marked
     */
    Figures nothingLost(int mostTwice) {
        assertThat(accepted).hasSize(Load.MESSAGES);
        assertThat(copies.keySet()).as("the carrier took all that was accepted, and nothing else").isEqualTo(accepted.keySet());
        messages.forEach((phone, message) -> {
            assertThat(message.get("status").asText()).as(message.toString()).isEqualTo("delivered");
            assertThat(copies.get(phone)).as("twice only if marked: %s", message).isLessThanOrEqualTo(isMarked(message) ? 2 : 1);
        });
        int twice = (int) copies.values().stream().filter(count -> count > 1).count();
        assertThat(twice).as("taken twice").isLessThanOrEqualTo(mostTwice);
        await().atMost(LIMIT).until(() -> load.scene.carrier.undelivered() == 0);
        told();
        Figures figures = new Figures(load, accepted.size(), twice, load.sender.webhook().again(), lastFinal(), Instant.now());
        figures.print();
        return figures;
    }

    private static boolean isMarked(JsonNode message) {
        return each(message.get("timeline"), "event").contains("repeated");
    }

    /** Every final state at its webhook; different states under different ids, and none under two. */
    private void told() {
        Webhook webhook = load.sender.webhook();
        Set<String> open = ConcurrentHashMap.newKeySet();
        open.addAll(accepted.values());
        await().atMost(LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(200)).until(() -> {
            open.removeIf(id -> webhook.of(id).containsKey("delivered"));
            return open.isEmpty();
        });
        assertThat(accepted.values()).allSatisfy(id -> assertThat(webhook.of(id).values()).doesNotHaveDuplicates());
    }

    private Instant lastFinal() {
        return messages.values().stream()
                .map(message -> Instant.parse(message.get("finalAt").asText()))
                .max(Instant::compareTo)
                .orElseThrow();
    }
}
