package io.vestnik.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.standardwebhooks.Webhook;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @Test
    void signsTheStandardsExample() {
        assertThat(of(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"))
                .contains("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void isAcceptedByAnIndependentReceiver() {
        long now = Instant.now().getEpochSecond();
        String body = "{\"text\":\"Привет 👋\"}";
        Map<String, List<String>> headers = Map.of(
                "webhook-id", List.of("01JD"),
                "webhook-timestamp", List.of(Long.toString(now)),
                "webhook-signature", List.of(of(SECRET, "01JD", now, body).orElseThrow()));
        assertThatCode(() -> new Webhook(SECRET).verify(body, HttpHeaders.of(headers, (name, value) -> true)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsec_", "whsec_not base64", "plain text"})
    void signsNothingWithASecretThatIsNone(String secret) {
        assertThat(of(secret, "01JD", 1, "{}")).isEmpty();
    }

    private static Optional<String> of(String secret, String id, long timestamp, String body) {
        return new WebhookSignature(account -> Optional.of(secret)).of("school", id, timestamp, body);
    }
}
