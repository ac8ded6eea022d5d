package io.vestnik.spine;

import static io.vestnik.harness.Customer.each;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Customer;
import io.vestnik.harness.Hub;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A person asks to be forgotten: what its account still sees of it. */
class ErasureTest {

    private static final String PHONE = "+79168410011";

    private static Customer demo;

    @BeforeAll
    static void connect() {
        demo = Customer.demo(Hub.sandbox());
    }

    @Test
    void afterItsErasureNothingTellsOfAPerson() {
        String to = "{'phone': '" + PHONE + "', 'email': 'erased@example.org'}";
        demo.consent(to, "'class': 'marketing', 'granted': true, 'evidence': {'ip': '10.0.0.7'}");
        String sent = demo.send("{'to': " + to + ", 'class': 'service', 'text': 'Dear Anna', 'tags': {'name': 'Anna'}}");
        String code = demo.send("{'to': " + to + ", 'class': 'authorization', 'text': '4711'}");
        demo.ended(sent);
        demo.ended(code);
        assertThat(demo.sandboxed(PHONE)).containsExactlyInAnyOrder("Dear Anna", "4711");
        String planned = demo.send("{'to': " + to + ", 'text': 'Dear Anna', 'sendAt': '" + Instant.now().plus(Duration.ofHours(1)) + "'}");

        JsonNode act = Customer.answer(demo.post("/api/v1/erasures", "{'to': {'email': 'Erased@example.org', 'phone': '8 916 841-00-11'}}"), 200);

        assertThat(act.get("finishedAt").isNull()).isFalse();
        assertThat(act.get("counts").get("message").asInt()).isEqualTo(3);
        assertThat(act.get("hashes")).hasSize(2);
        assertThat(demo.read("/api/v1/erasures?limit=1").get("erasures").get(0)).isEqualTo(act);
        JsonNode skeleton = demo.message(sent);
        assertThat(skeleton.get("status").asText()).isEqualTo("delivered");
        assertThat(skeleton.get("to")).isEmpty();
        assertThat(skeleton.get("tags")).isEmpty();
        assertThat(skeleton.at("/deliveries/0/address").asText()).isEmpty();
        assertThat(skeleton.at("/deliveries/0/channel").asText()).isEqualTo("sms");
        assertThat(demo.message(planned).get("status").asText()).isEqualTo("refused");
        assertThat(demo.message(planned).get("reason").asText()).isEqualTo("erased");
        assertThat(demo.read("/api/v1/messages?to=%2B79168410011").get("messages")).isEmpty();
        assertThat(demo.read("/api/v1/consents?phone=%2B79168410011").get("consents")).isEmpty();
        assertThat(demo.sandboxed(PHONE)).isEmpty();
        assertThat(demo.get("/api/v1/sandbox/messages?limit=500").body()).doesNotContain("Dear Anna");
    }

    @Test
    void whoLookedIsTold() {
        demo.read("/api/v1/messages?to=%2B79168410012&limit=7");
        String path = "/api/v1/access?of=8%20916%20841-00-12";
        HttpResponse<String> told = await().until(
                () -> Hub.sandbox().get(path, "Authorization", "Bearer demo-operator-key"),
                answer -> !Hub.json(answer).get("access").isEmpty());
        JsonNode access = Hub.json(told).get("access").get(0);
        assertThat(access.get("account").asText()).isEqualTo("demo");
        assertThat(access.get("who").asText()).matches("key:[0-9a-f]{12}");
        assertThat(access.get("what").asText()).isEqualTo("listMessages");
        assertThat(access.get("from").asText()).isEqualTo("127.0.0.1");
        assertThat(told.body()).doesNotContain("79168410012", "demo-key");
    }

    @Test
    void aRequestThatNamesNobodyIsRefused() {
        HttpResponse<String> refused = demo.post("/api/v1/erasures", "{'to': {}, 'reason': 'x'}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(each(Hub.json(refused).get("errors"), "pointer")).containsExactlyInAnyOrder("/to", "/reason");
        assertThat(demo.delete("/api/v1/contacts/nobody").statusCode()).isEqualTo(404);
    }
}
