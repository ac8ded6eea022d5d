package io.vestnik.spine;

import static io.vestnik.harness.Customer.each;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Customer;
import io.vestnik.harness.FakeCarrier;
import io.vestnik.harness.Hub;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Steps in order, until one succeeds. SMS goes to a carrier whose receipts can be late, the other channels to the sandbox, where an
 * address that begins with 0002 is never heard of again and one with 0004 is refused.
 */
class CascadeTest {

    private static FakeCarrier carrier;
    private static Hub hub;
    private static Customer demo;

    @BeforeAll
    static void start() throws IOException {
        carrier = FakeCarrier.start();
        hub = Hub.start(
                Hub.newFolder("cascade"),
                "vestnik.channels.sms.providers[0].name=carrier-a",
                "vestnik.channels.sms.providers[0].uri=" + carrier.uri());
        demo = Customer.demo(hub);
    }

    @AfterAll
    static void stop() throws IOException {
        hub.close();
        carrier.close();
    }

    /** Steps as {@code channel=id}, {@code !} for required, {@code ~} for a time-out of a second, {@code =-} for no address. */
    @ParameterizedTest(name = "{0} ends {1}: {2}")
    @CsvSource(delimiter = '|', value = {
        "telegram=0000 vk=0000              | delivered   | delivered skipped",
        "telegram=0004 vk=0000              | delivered   | failed delivered",
        "telegram=0001 vk=0000              | delivered   | undelivered delivered",
        "telegram=0001 vk=0004 max=0000     | delivered   | undelivered failed delivered",
        "telegram=0004 vk=0001              | undelivered | failed undelivered",
        "telegram=0001 vk=0004              | failed      | undelivered failed",
        "telegram=-    vk=0000              | delivered   | skipped delivered",
        "telegram=0004 vk=-    max=0000     | delivered   | failed skipped delivered",
        "telegram=0000 vk=-    max=0000     | delivered   | delivered skipped skipped",
        "telegram=0004 vk=-                 | failed      | failed skipped",
        "telegram=0002~ vk=0000             | delivered   | sent delivered",
        "telegram=0002~ vk=0002~ max=0000   | delivered   | sent sent delivered",
        // required steps start at once and whatever the others do
        "telegram=0000 vk=0000!             | delivered   | delivered delivered",
        "telegram=0000 vk=0004!             | delivered   | delivered failed",
        "telegram=0000 vk=0000 max=0000!    | delivered   | delivered skipped delivered",
        "telegram=0004 vk=0000 max=0001!    | delivered   | failed delivered undelivered",
        "telegram=0004 vk=0000!             | delivered   | failed delivered",
        "telegram=0000! vk=0001!            | delivered   | delivered undelivered",
        "telegram=0004! vk=0001!            | undelivered | failed undelivered",
        "telegram=0000 vk=-!                | delivered   | delivered skipped",
    })
    void stepsAreTakenInOrderUntilOneSucceeds(String steps, String status, String deliveries) {
        StringBuilder to = new StringBuilder();
        StringBuilder channels = new StringBuilder();
        for (String step : steps.trim().split(" +")) {
            String channel = step.substring(0, step.indexOf('='));
            if (!step.contains("=-")) {
                to.append(to.isEmpty() ? "" : ",").append("'" + channel + "':'" + step.replaceAll(".*=|[~!]", "") + "-cascade'");
            }
            channels.append(channels.isEmpty() ? "" : ",").append("{'channel':'" + channel + "'"
                    + (step.endsWith("~") ? ",'timeout':'PT1S'" : "") + (step.endsWith("!") ? ",'required':true" : "") + "}");
        }
        JsonNode message = demo.outcome("{'to':{" + to + "},'channels':[" + channels + "],'text':'step by step'}");
        assertThat(message.get("status").asText()).as(message.toString()).isEqualTo(status);
        assertThat(each(message.get("deliveries"), "channel"))
                .isEqualTo(List.of(steps.trim().split("=\\S+ *")));
        assertThat(String.join(" ", each(message.get("deliveries"), "status"))).as(message.toString()).isEqualTo(deliveries);
    }

    @Test
    void whatComesAfterASuccessIsNeverSent() {
        demo.outcome("{'to':{'telegram':'0000-first','vk':'0000-second'},'channels':[{'channel':'telegram'},{'channel':'vk'}],"
                + "'text':'once'}");
        List<String> taken = each(demo.read("/api/v1/sandbox/messages?limit=500").get("messages"), "to");
        assertThat(taken).contains("0000-first").doesNotContain("0000-second");
    }

    /** ADR 0007: it does not stop the cascade either, so the message is final when the first step's time is over. */
    @Test
    void aRequiredStepDoesNotWaitForTheOthers() {
        String id = demo.send("{'to':{'telegram':'0002-slow','vk':'0000-required'},"
                + "'channels':[{'channel':'telegram','timeout':'PT5S'},{'channel':'vk','required':true}],'text':'both'}");
        await().until(() -> demo.message(id).at("/deliveries/1/status").asText().equals("delivered"));
        assertThat(demo.message(id).get("status").asText()).isEqualTo("dispatched");
        JsonNode message = demo.ended(id);
        assertThat(message.get("status").asText()).isEqualTo("delivered");
        assertThat(each(message.get("deliveries"), "status")).containsExactly("sent", "delivered");
    }

    @Test
    void aMessageIsNotFinalWhileARequiredStepIsOpen() {
        String id = demo.send("{'to':{'telegram':'0000-quick','vk':'0002-required'},"
                + "'channels':[{'channel':'telegram'},{'channel':'vk','required':true}],'text':'both','validFor':'PT4S'}");
        await().until(() -> demo.message(id).at("/deliveries/0/status").asText().equals("delivered"));
        assertThat(demo.message(id).get("status").asText()).isEqualTo("dispatched");
        JsonNode message = demo.ended(id);
        assertThat(message.get("status").asText()).isEqualTo("delivered");
        assertThat(each(message.get("deliveries"), "status")).containsExactly("delivered", "expired");
    }

    @Test
    void aStepThatHasNoTimeLeftLeavesNothingUnsaid() {
        JsonNode message = demo.outcome("{'to':{'telegram':'0002-a','vk':'0002-b'},"
                + "'channels':[{'channel':'telegram','timeout':'PT1S'},{'channel':'vk'}],'text':'in vain','validFor':'PT3S'}");
        assertThat(message.get("status").asText()).isEqualTo("expired");
        assertThat(each(message.get("deliveries"), "status")).containsExactly("expired", "expired");
        assertThat(each(message.get("timeline"), "event")).contains("timeout");
    }

    @Test
    void aReceiptThatComesAfterTheTimeOutStillCounts() {
        carrier.receiptDelay(Duration.ofSeconds(4));
        String id = demo.send("{'to':{'phone':'+79168200001','telegram':'0002-later'},"
                + "'channels':[{'channel':'sms','timeout':'PT1S'},{'channel':'telegram'}],'text':'late','class':'transactional'}");
        await().atMost(Duration.ofSeconds(20)).until(() -> demo.message(id).get("deliveries").size() == 2);
        JsonNode message = demo.ended(id);
        assertThat(message.get("status").asText()).isEqualTo("delivered");
        assertThat(message.at("/deliveries/0/status").asText()).isEqualTo("delivered");
        assertThat(each(message.get("timeline"), "event")).containsSubsequence("timeout", "delivered");
    }

    @Test
    void aReceiptThatComesAfterTheEndGoesToTheTimelineOnly() {
        carrier.receiptDelay(Duration.ofSeconds(4));
        carrier.receiptState("79168200002", "UNDELIV");
        String id = demo.send("{'to':{'phone':'+79168200002','telegram':'0000-quicker'},"
                + "'channels':[{'channel':'sms','timeout':'PT1S'},{'channel':'telegram'}],'text':'late','class':'transactional'}");
        JsonNode ended = demo.ended(id);
        assertThat(ended.get("status").asText()).isEqualTo("delivered");
        await().atMost(Duration.ofSeconds(20)).until(() -> each(demo.message(id).get("timeline"), "event").contains("undelivered"));
        JsonNode later = demo.message(id);
        assertThat(later.get("status").asText()).isEqualTo("delivered");
        assertThat(later.get("finalAt")).isEqualTo(ended.get("finalAt"));
    }

    @Test
    void nothingIsAcceptedThatNoStepCouldSend() {
        JsonNode problem = Customer.answer(
                demo.post("/api/v1/messages", "{'to':{'phone':'+79168200003'},'channels':[{'channel':'telegram'}],'text':'x'}"), 422);
        assertThat(each(problem.get("errors"), "pointer")).containsExactly("/to");
    }
}
