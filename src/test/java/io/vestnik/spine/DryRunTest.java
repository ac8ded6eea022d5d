package io.vestnik.spine;

import static io.vestnik.harness.Customer.answer;
import static io.vestnik.harness.Customer.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Customer;
import io.vestnik.harness.Hub;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What would become of a message is told beforehand, and afterwards why it became so. */
class DryRunTest {

    private static Customer demo;

    @BeforeAll
    static void start() {
        demo = Customer.demo(Hub.sandbox());
    }

    @Test
    void saysThatItWouldGoAndSendsNothing() {
        String message = "{'to':{'phone':'+79168600001'},'text':'x'}";
        JsonNode rehearsed = rehearse(message, "Idempotency-Key", "dry-1");
        assertThat(rehearsed.get("dryRun").asBoolean()).isTrue();
        assertThat(rehearsed.get("status").asText()).isEqualTo("accepted");
        assertThat(rehearsed.at("/steps/0/decision").asText()).isEqualTo("send");
        assertThat(rehearsed.at("/steps/0/address").asText()).isEqualTo("+79168600001");
        assertThat(demo.read("/api/v1/messages?to=%2B79168600001").get("messages")).isEmpty();
        demo.send("{'to':{'phone':'+79168600001'},'text':'another'}", "Idempotency-Key", "dry-1"); // the key was not used up
    }

    @Test
    void saysWhyItWouldBeRefusedInTheCallersLanguage() {
        String message = "{'to':{'phone':'+79168600002'},'class':'marketing','text':'x'}";
        JsonNode english = rehearse(message);
        assertThat(english.get("status").asText()).isEqualTo("refused");
        assertThat(english.get("reason").asText()).isEqualTo("no_consent");
        assertThat(english.at("/steps/0/decision").asText()).isEqualTo("refuse");
        assertThat(english.at("/steps/0/text").asText()).startsWith("Not sent: marketing needs");
        assertThat(rehearse(message, "Accept-Language", "ru-RU,ru;q=0.9,en;q=0.8").at("/steps/0/text").asText())
                .startsWith("Не отправлено: на рассылки нужно");
        demo.consent("{'phone':'+79168600002'}", "'class':'marketing','granted':true");
        assertThat(rehearse(message).get("status").asText()).isEqualTo("accepted");
    }

    @Test
    void tellsOfEachStepAsIfItWereItsTurn() {
        demo.consent("{'email':'dry@example.org'}", "'class':'service','channel':'email','granted':false");
        JsonNode rehearsed = rehearse("{'to':{'phone':'+79168600003','email':'dry@example.org'},'text':'x',"
                + "'channels':[{'channel':'email'},{'channel':'telegram'},{'channel':'sms'}]}");
        assertThat(each(rehearsed.get("steps"), "decision")).containsExactly("refuse", "skip", "send");
        assertThat(each(rehearsed.get("steps"), "reason")).containsExactly("opted_out", "no_address", "null");
        assertThat(rehearsed.get("status").asText()).isEqualTo("accepted");
    }

    @Test
    void whatIsToBeSentLaterIsScheduled() {
        String sendAt = Instant.now().plus(Duration.ofDays(2)).toString();
        JsonNode rehearsed = rehearse("{'to':{'phone':'+79168600004'},'text':'x','sendAt':'" + sendAt + "'}");
        assertThat(rehearsed.get("status").asText()).isEqualTo("scheduled");
    }

    @Test
    void aWrongRequestIsAnsweredAsEver() {
        answer(demo.post("/api/v1/messages?dryRun=true", "{'to':{'phone':'12'},'text':'x'}"), 422);
        answer(demo.post("/api/v1/messages?dryRun=true", "{'text':1}"), 400);
        answer(demo.post("/api/v1/messages?dryRun=false", "{'to':{'phone':'+79168600005'},'text':'x'}"), 400);
    }

    @Test
    void theTimelineSaysTheSameAfterwards() {
        String id = demo.send("{'to':{'phone':'+79168600006'},'class':'marketing','text':'x'}");
        JsonNode skipped = timeline(demo.ended(id), "skipped");
        assertThat(skipped.get("code").asText()).isEqualTo("no_consent");
        assertThat(skipped.get("text").asText()).isEqualTo("Not sent: marketing needs a recorded consent, and there is none");
        var russian = Hub.sandbox().get(
                "/api/v1/messages/" + id, "Authorization", "Bearer demo-key", "Accept-Language", "ru");
        assertThat(russian.headers().firstValue("Content-Language")).contains("ru");
        assertThat(timeline(Hub.json(russian), "skipped").get("text").asText()).startsWith("Не отправлено");
    }

    private static JsonNode timeline(JsonNode message, String event) {
        for (JsonNode entry : message.get("timeline")) {
            if (entry.get("event").asText().equals(event)) {
                return entry;
            }
        }
        throw new AssertionError("no " + event + " in " + message);
    }

    private static JsonNode rehearse(String message, String... headers) {
        return answer(demo.post("/api/v1/messages?dryRun=true", message, headers), 200);
    }
}
