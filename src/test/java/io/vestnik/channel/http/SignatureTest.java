package io.vestnik.channel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vestnik.settings.ProviderSettings;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures that others made: each holds as it is, and of nothing else. */
class SignatureTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_100);

    @Test
    void whatsAppSignsTheBody() {
        holdsAndOnlySo(
                signature("given: '{header.X-Hub-Signature-256}', prefix: 'sha256=', digest: hmac-sha256, key: '{key}'"),
                "app-secret",
                "application/json",
                "{\"object\":\"whatsapp_business_account\"}",
                Map.of("x-hub-signature-256", "sha256=0bf7374433906636bed1653bc7c64affb42fa5da9a39e251ab95c2e3a9c06923"));
    }

    @Test
    void viberSignsTheBody() {
        holdsAndOnlySo(
                signature("given: '{header.X-Viber-Content-Signature}', digest: hmac-sha256, key: '{key}'"),
                "token-1",
                "application/json",
                "{\"event\":\"webhook\"}",
                Map.of("x-viber-content-signature", "17c6ada6337f88cb735104e05803afb79390a99c70efd32c549388f5a685434e"));
    }

    @Test
    void twilioSignsTheUrlAndTheFormInOrder() {
        holdsAndOnlySo(
                signature("given: '{header.X-Twilio-Signature}', digest: hmac-sha1, encoding: base64, key: '{key}', over: '{url}{form-sorted}'"),
                "tok",
                "application/x-www-form-urlencoded",
                "To=%2B79161234567&CallStatus=completed&CallSid=CA1",
                Map.of("x-twilio-signature", "0ILcCN14g3IUB4JUHOpuVX614SE="));
    }

    @Test
    void chatwootSignsTheTimeAndTheBody() {
        String spec = "given: '{header.X-Chatwoot-Signature}', prefix: 'sha256=', digest: hmac-sha256, key: '{key}', "
                + "over: '{header.X-Chatwoot-Timestamp}.{body}', at: '{header.X-Chatwoot-Timestamp}'";
        Map<String, String> headers = Map.of(
                "x-chatwoot-signature", "sha256=862a6750fdb3629860c2f26289d8931ae51c2ebc4b48ba2eca4d6467aff29f51",
                "x-chatwoot-timestamp", "1700000000");
        String body = "{\"event\":\"message_created\"}";
        holdsAndOnlySo(signature(spec), "cw-secret", "application/json", body, headers);
        WebhookCall call = call("cw-secret", "application/json", body, headers);
        assertThat(signature(spec).holds(call.names(), Instant.ofEpochSecond(1_700_000_301))).as("five minutes later").isFalse();
        assertThat(signature(spec).holds(call.names(), Instant.ofEpochSecond(1_699_999_699))).as("five minutes before").isFalse();
    }

    /** Made by {@code printf 17:79161234567:1:s3cret | sha1sum}, and so on. */
    @ParameterizedTest
    @CsvSource({
        "sha1, 972afd9a5baff6542008cb407bc8a8d6ac1b8351", "md5, 168f985fd0983f3836b5c89952bb3127", "sha256, c335afefea1b244557d70d61e6e39a7772e7f5dc9ac8ed0069fa917ef7fdb173"
    })
    void aSecretMayStandInWhatIsHashed(String digest, String real) {
        holdsAndOnlySo(
                signature("given: '{form." + digest + "}', digest: " + digest + ", over: '{form.id}:{form.phone}:{form.status}:{key}'"),
                "s3cret",
                "application/x-www-form-urlencoded",
                "id=17&phone=79161234567&status=1&" + digest + "=" + real,
                Map.of());
    }

    @Test
    void whatIsVerifiedIsWhatIsRead() {
        Signature signature = signature("given: '{form.sha1}', digest: sha1, over: '{form.id}:{form.phone}:{form.status}:{key}'");
        String genuine = "&id=17&phone=79161234567&status=1&sha1=972afd9a5baff6542008cb407bc8a8d6ac1b8351&";
        String attack = "{\"id\": \"18\", \"status\": \"2\", \"x\": \"" + genuine + "\"}";
        WebhookCall form = call("s3cret", "application/x-www-form-urlencoded", attack, Map.of());
        assertThat(signature.holds(form.names(), NOW)).isTrue();
        assertThat(form.body().path("id").asText()).as("not what stands in the JSON").isEqualTo("17");
        assertThatThrownBy(() -> signature.holds(call("s3cret", "application/json", attack, Map.of()).names(), NOW))
                .isInstanceOf(Template.Missing.class);
        Signature sorted = signature("given: '{header.s}', digest: sha1, over: '{url}{form-sorted}{key}'");
        assertThatThrownBy(() -> sorted.holds(call("s3cret", "application/json", attack, Map.of("s", "x")).names(), NOW))
                .isInstanceOf(Template.Missing.class);
    }

    @Test
    void aTokenMayBeTheWholeProof() {
        Signature signature = signature("given: '{header.X-Token}', key: '{key}'");
        assertThat(signature.holds(call("tok", null, "x", Map.of("x-token", "tok")).names(), NOW)).isTrue();
        assertThat(signature.holds(call("tok", null, "x", Map.of("x-token", "tok2")).names(), NOW)).isFalse();
        assertThat(signature.holds(call("", null, "x", Map.of("x-token", "")).names(), NOW)).as("nothing proves nothing").isFalse();
    }

    @Test
    void withoutWhatIsGivenItIsMissed() {
        assertThatThrownBy(() -> signature("given: '{header.X-Token}', key: '{key}'").holds(call("tok", null, "", Map.of()).names(), NOW))
                .isInstanceOf(Template.Missing.class);
    }

    private static void holdsAndOnlySo(Signature signature, String key, String type, String body, Map<String, String> headers) {
        assertThat(signature.holds(call(key, type, body, headers).names(), NOW)).isTrue();
        assertThat(signature.holds(call(key + "x", type, body, headers).names(), NOW)).as("with another key").isFalse();
        String other = body.replaceFirst("[a-z0-9](?=[^a-z0-9]*$|&)", "Z");
        assertThat(other).isNotEqualTo(body);
        assertThat(signature.holds(call(key, type, other, headers).names(), NOW)).as("of another body").isFalse();
        for (String header : headers.keySet()) {
            Map<String, String> garbled = new HashMap<>(headers);
            garbled.put(header, "sha256=nonsense");
            assertThat(signature.holds(call(key, type, body, garbled).names(), NOW)).as("with another " + header).isFalse();
        }
    }

    private static Signature signature(String verify) {
        String yaml = "description: x\nrequest: {url: '{uri}'}\nwebhook: {verify: {" + verify + "}, events: empty}";
        try {
            return HttpApi.read("x", yaml.getBytes(StandardCharsets.UTF_8)).webhook().verify().get(0);
        } catch (DescriptionFaults e) {
            throw new AssertionError(e);
        }
    }

    private static WebhookCall call(String key, String type, String body, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        if (type != null) {
            all.put("content-type", type);
        }
        ProviderSettings settings = new ProviderSettings(
                "a", URI.create("https://x.example"), "trx", 1, false, 4, null, 1, "as-is", Map.of(), Map.of(), Map.of(), null, null, null,
                null, Map.of("key", key), Duration.ofSeconds(12), BigDecimal.ZERO);
        return new WebhookCall(
                settings, "https://hub.example/in/twilio?x=1", "", Map.of("x", "1"), all, body.getBytes(StandardCharsets.UTF_8));
    }
}
