package io.vestnik.channel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Customer;
import io.vestnik.harness.Hub;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A hub whose SMS go by Twilio: the shipped route, description and webhook, from outside. */
class SmsByHttpTest {

    private static final String HOOK = "/hooks/channels/twilio";
    private static ScriptedApi api;
    private static Hub hub;
    private static Customer school;

    @BeforeAll
    static void start() throws IOException {
        api = new ScriptedApi();
        hub = Hub.start(
                Hub.newFolder("twilio"),
                "vestnik.public-url=https://hub.example",
                "vestnik.accounts[0].id=school",
                "vestnik.accounts[0].api-keys[0]=school-key",
                "vestnik.accounts[0].hours.service=always",
                "vestnik.channels.sms.providers[0].name=twilio",
                "vestnik.channels.sms.providers[0].api=twilio",
                "vestnik.channels.sms.providers[0].uri=" + api.url(),
                "vestnik.channels.sms.providers[0].token=tok",
                "vestnik.channels.sms.providers[0].from=+15005550006",
                "vestnik.channels.sms.providers[0].options.account-sid=AC1",
                "vestnik.channels.whatsapp.providers[0].name=wa",
                "vestnik.channels.whatsapp.providers[0].uri=" + api.url(),
                "vestnik.channels.whatsapp.providers[0].token=t",
                "vestnik.channels.whatsapp.providers[0].options.version=v23.0",
                "vestnik.channels.whatsapp.providers[0].options.phone-id=1",
                "vestnik.channels.whatsapp.providers[0].options.waba-id=2",
                "vestnik.channels.whatsapp.providers[0].options.app-secret=app-secret",
                "vestnik.channels.whatsapp.providers[0].options.verify-token=verify-me");
        school = new Customer(hub, "school-key");
    }

    @AfterAll
    static void stop() {
        hub.close();
        api.close();
    }

    @Test
    void anSmsIsDeliveredWhenTheWebhookSaysSo() throws Exception {
        api.answer(201, "{\"sid\": \"SM1\"}");
        String id = school.send("{'to': {'phone': '+79161230001'}, 'text': 'Привет & «привет»'}");
        await().atMost(Duration.ofSeconds(30)).until(() -> delivery(id).path("status").asText().equals("sent"));
        assertThat(delivery(id).path("provider").asText()).isEqualTo("twilio");
        assertThat(api.asked).anySatisfy(asked -> assertThat(asked.body()).startsWith("To=%2B79161230001&Body=%D0%9F%D1%80"));

        String body = "MessageSid=SM1&MessageStatus=delivered&To=%2B79161230001&From=%2B15005550006&Note=a+b%26c";
        assertThat(told(body, sign("something else")).statusCode()).as("another signature").isEqualTo(401);
        String text = "https://hub.example" + HOOK + "From+15005550006MessageSidSM1MessageStatusdeliveredNotea b&cTo+79161230001";
        HttpResponse<String> answer = told(body, sign(text));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(school.ended(id).get("status").asText()).isEqualTo("delivered");
    }

    @Test
    void aReplyIsHeardAndStopHolds() throws Exception {
        api.answer(201, "{\"sid\": \"SM2\"}");
        String id = school.send("{'to': {'phone': '+79161230002'}, 'text': 'Hello'}");
        await().atMost(Duration.ofSeconds(30)).until(() -> delivery(id).path("status").asText().equals("sent"));
        String text = "https://hub.example" + HOOK + "BodySTOPFrom+79161230002MessageSidSM3To+15005550006";
        assertThat(told("MessageSid=SM3&From=%2B79161230002&To=%2B15005550006&Body=STOP", sign(text)).statusCode()).isEqualTo(200);
        String sale = "{'to': {'phone': '+79161230002'}, 'class': 'marketing', 'text': 'Sale'}";
        assertThat(school.outcome(sale).at("/deliveries/0/code").asText()).isEqualTo("opted_out");
    }

    @ParameterizedTest
    @CsvSource({"verify-me, 200, 17", "guessed, 403, 403"})
    void aPlatformMayAskFirst(String token, int status, String answer) {
        HttpResponse<String> answered = Hub.send(hub.request(
                        "/hooks/channels/wa?hub.mode=subscribe&hub.verify_token=" + token + "&hub.challenge=17").GET());
        assertThat(answered.statusCode()).isEqualTo(status);
        assertThat(answered.body()).contains(answer);
    }

    @Test
    void whoIsNobodyHasNoWebhook() {
        assertThat(Hub.send(hub.request("/hooks/channels/nobody").POST(BodyPublishers.ofString("x"))).statusCode()).isEqualTo(404);
    }

    private static JsonNode delivery(String id) {
        return school.message(id).at("/deliveries/0");
    }

    private static HttpResponse<String> told(String body, String signature) {
        return Hub.send(hub.request(HOOK, "X-Twilio-Signature", signature, "Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                .POST(BodyPublishers.ofString(body)));
    }

    private static String sign(String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec("tok".getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
