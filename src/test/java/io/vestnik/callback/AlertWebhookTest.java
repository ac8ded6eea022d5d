package io.vestnik.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import io.vestnik.alert.Alert;
import io.vestnik.harness.AccountsHub;
import io.vestnik.harness.Hub;
import io.vestnik.harness.Sink;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class AlertWebhookTest {

    private static final Alert ALERT = new Alert(
            Alert.Kind.CIRCUIT_OPEN, true, "sms/carrier-a", "it refuses us", Instant.parse("2026-11-22T10:00:00Z"));

    @Test
    void isSignedAndTriedAgainUnderTheSameId() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (Sink sink = new Sink(exchange -> exchange.sendResponseHeaders(asked.incrementAndGet() == 1 ? 500 : 204, -1));
                AlertWebhook webhook = webhook(sink.url())) {
            webhook.accept(ALERT);
            await().until(() -> sink.requests.size() == 2);
            List<Sink.Request> requests = List.copyOf(sink.requests);
            for (Sink.Request request : requests) {
                new Webhook(AccountsHub.SECRET).verify(request.body(), HttpHeaders.of(request.headers(), (n, v) -> true));
            }
            assertThat(requests.get(1).headers().get("Webhook-id")).isEqualTo(requests.get(0).headers().get("Webhook-id"));
            assertThat(Hub.JSON.readTree(requests.get(0).body()).get("data")).isEqualTo(Hub.JSON.readTree(
                    "{\"alert\":\"circuit_open\",\"state\":\"firing\",\"subject\":\"sms/carrier-a\",\"text\":\"it refuses us\","
                            + "\"runbook\":\"src/docs/operations.md#circuit-open\",\"node\":\"node-1\"}"));
        }
    }

    @Test
    void aTargetThatIsDownIsToldInTheLogAndHoldsNobodyUp(CapturedOutput log) throws Exception {
        try (AlertWebhook webhook = webhook("http://127.0.0.1:" + Hub.freePort() + "/hook?key=s3cret")) {
            for (int i = 0; i < 3 * AlertWebhook.MOST_UNDER_WAY; i++) {
                webhook.accept(ALERT);
            }
            await().until(() -> log.getOut().contains("given up because=connection refused"));
            assertThat(log.getOut()).contains("alerts are under way").doesNotContain("s3cret");
        }
    }

    private static AlertWebhook webhook(String url) {
        CheckedNames names = new CheckedNames(InetAddress::getAllByName, address -> true);
        return new AlertWebhook(
                new CallbackClient(names, AlertWebhook.MOST_UNDER_WAY, CallbackClient.DEADLINE), URI.create(url),
                AccountsHub.SECRET, "https://hub.example", "node-1", Clock.systemUTC(),
                List.of(Duration.ofMillis(20), Duration.ofMillis(20)));
    }
}
