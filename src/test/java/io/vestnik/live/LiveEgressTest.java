package io.vestnik.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.harness.Customer;
import io.vestnik.harness.FakeCarrier;
import io.vestnik.harness.Hub;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An integrator edits the way out while a carrier is away. */
class LiveEgressTest {

    @Test
    void aRouteWhoseBatchWaitsForItsCarrierIsReplacedAtOnceAndTheMessagesGoWhenItComes() throws IOException {
        int port = Hub.freePort();
        Path folder = Hub.newFolder("live-egress");
        Path routes = Routes.copyTo(folder.resolve("routes"));
        try (Hub hub = Hub.start(
                folder,
                "vestnik.routes-dir=" + routes,
                "vestnik.channels.sms.providers[0].name=carrier-a",
                "vestnik.channels.sms.providers[0].uri=smpp://hub:secret@127.0.0.1:" + port)) {
            Customer demo = Customer.demo(hub);
            List<String> ids = IntStream.range(0, 3)
                    .mapToObj(n -> demo.send("{'to': {'phone': '+7916200010" + n + "'}, 'class': 'transactional', 'text': 'hi'}"))
                    .toList();
            ids.forEach(id -> await().until(() -> demo.message(id).at("/deliveries/0/status").asText().equals("queued")));
            save(hub, routes, "egress/sms.camel.yaml", "description: Claim", "description: again Claim");
            save(hub, routes, "config/queue-consumers.camel.yaml", "noErrorHandler: {}", "noErrorHandler: {id: again}");
            assertThat(hub.logText()).doesNotContain("Timeout occurred during graceful shutdown");
            try (FakeCarrier carrier = FakeCarrier.start(port)) {
                ids.forEach(id -> assertThat(demo.ended(id).get("status").asText()).isEqualTo("delivered"));
                assertThat(carrier.accepted()).as("submitted").hasSize(ids.size());
            }
        }
    }

    private static void save(Hub hub, Path routes, String name, String text, String by) {
        String digest = digest(hub, name);
        Routes.replace(routes.resolve(name), text, by);
        await().atMost(Duration.ofSeconds(30)).until(() -> !digest(hub, name).equals(digest));
    }

    private static String digest(Hub hub, String name) {
        for (var file : Customer.answer(hub.get("/api/v1/routes", "Authorization", "Bearer demo-operator-key"), 200).get("files")) {
            if (file.get("name").asText().equals(name)) {
                return file.get("digest").asText() + file.get("since").asText();
            }
        }
        throw new AssertionError("no file " + name);
    }
}
