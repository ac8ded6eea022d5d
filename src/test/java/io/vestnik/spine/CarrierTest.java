package io.vestnik.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.FakeCarrier;
import io.vestnik.harness.Hub;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From the REST door to a carrier that speaks SMPP, and back. */
class CarrierTest {

    private static FakeCarrier carrier;
    private static Hub hub;

    @BeforeAll
    static void start() throws IOException {
        carrier = FakeCarrier.start();
        hub = Hub.start(
                Hub.newFolder("carrier"),
                "vestnik.channels.sms.providers[0].name=carrier-a",
                "vestnik.channels.sms.providers[0].uri=" + carrier.uri(),
                "vestnik.channels.sms.providers[0].window=20",
                "vestnik.channels.sms.providers[0].codes[0x400]=permanent",
                "vestnik.channels.sms.providers[0].receipt-codes[REJECTD]=recipient",
                "vestnik.unknown-wait=2s");
    }

    @AfterAll
    static void stop() throws IOException {
        hub.close();
        carrier.close();
    }

    @Test
    void aMessageIsDeliveredWhenItsReceiptSaysSo() {
        JsonNode message = hub.ended(sms("+79162000001", "Your code is 1234"));
        assertThat(message.get("status").asText()).isEqualTo("delivered");
        JsonNode delivery = message.get("deliveries").get(0);
        assertThat(delivery.get("provider").asText()).isEqualTo("carrier-a");
        assertThat(delivery.get("providerMessageId").asText()).isNotEmpty();
    }

    @Test
    void theTextChoosesItsAlphabet() {
        hub.ended(sms("+79162000002", "50 € {x}"));
        hub.ended(sms("+79162000003", "Вебинар начнётся через час"));
        assertThat(of("79162000002").dataCoding()).isZero();
        assertThat(of("79162000003").dataCoding()).isEqualTo((byte) 8);
        assertThat(of("79162000003").text()).isEqualTo("Вебинар начнётся через час");
    }

    @Test
    void aLongMessageGoesInPartsAndIsDeliveredWhenAllAre() {
        JsonNode message = hub.ended(sms("+79162000004", "я".repeat(66) + "😀" + "я".repeat(66)));
        assertThat(message.get("status").asText()).isEqualTo("delivered");
        assertThat(message.get("deliveries").get(0).get("segments").asInt()).isEqualTo(3);
        assertThat(carrier.accepted().stream().filter(s -> s.destination().equals("79162000004"))).hasSize(3);
    }

    @Test
    void whatTheCarrierRefusesForGoodFailsAndIsADeadLetter() {
        carrier.answer("79162000005", 0x0B);
        String id = sms("+79162000005", "x");
        JsonNode message = hub.ended(id);
        assertThat(message.get("status").asText()).isEqualTo("failed");
        assertThat(message.get("reason").asText()).containsIgnoringCase("0b");
        JsonNode dead = Hub.json(hub.get("/api/v1/dead")).get("dead");
        assertThat(dead).anyMatch(letter -> letter.get("messageId").asText().equals(id));
    }

    @Test
    void aNumberThatTheCarrierCallsDeadIsOnTheListWhenItsMessageHasEnded() {
        carrier.answer("79162000013", 0x0B);
        hub.ended(sms("+79162000013", "x"));
        assertThat(suppressions("+79162000013")).hasSize(1).allSatisfy(dead -> {
            assertThat(dead.get("channel").asText()).isEqualTo("sms");
            assertThat(dead.get("reason").asText()).isEqualTo("permanent_failure");
            assertThat(dead.get("source").asText()).isEqualTo("carrier-a 0x0000000B");
            assertThat(dead.get("expires").asText()).endsWith("Z");
        });
    }

    @Test
    void aNumberThatItsOperatorRefusesByReceiptIsOnTheListUntilItIsLifted() {
        carrier.receiptState("79162000014", "REJECTD");
        carrier.receiptState("79162000015", "UNDELIV");
        assertThat(hub.ended(sms("+79162000014", "x")).get("status").asText()).isEqualTo("undelivered");
        hub.ended(sms("+79162000015", "x"));
        assertThat(suppressions("+79162000014")).extracting(dead -> dead.get("reason").asText()).containsExactly("refused_by_operator");
        assertThat(suppressions("+79162000015")).as("another code says nothing of the number").isEmpty();
        String one = "/api/v1/suppressions?channel=sms&phone=%2B79162000014";
        assertThat(hub.delete(one).statusCode()).isEqualTo(204);
        assertThat(hub.delete(one).statusCode()).isEqualTo(404);
        assertThat(suppressions("+79162000014")).isEmpty();
    }

    @Test
    void anAccountAddsToTheListAndLiftsById() {
        var added = hub.post(
                "/api/v1/suppressions", "{\"to\":{\"phone\":\"8 916 200-00-16\"},\"expires\":\"2999-01-01T00:00:00Z\"}");
        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(Hub.json(added).fieldNames()).toIterable()
                .containsExactly("id", "channel", "address", "reason", "source", "at", "expires");
        assertThat(suppressions("+79162000016")).containsExactly(Hub.json(added));
        assertThat(hub.delete("/api/v1/suppressions/" + Hub.json(added).get("id").asText()).statusCode()).isEqualTo(204);
        assertThat(suppressions("+79162000016")).isEmpty();
    }

    private static JsonNode suppressions(String phone) {
        return Hub.json(hub.get("/api/v1/suppressions?phone=" + phone.replace("+", "%2B"))).get("suppressions");
    }

    @Test
    void aCarriersOwnCodeMeansWhatTheSettingsSay() {
        carrier.answer("79162000006", 0x400);
        assertThat(hub.ended(sms("+79162000006", "x")).get("status").asText()).isEqualTo("failed");
    }

    @Test
    void anUndeliveredReceiptEndsIt() {
        carrier.receiptState("79162000007", "UNDELIV");
        assertThat(hub.ended(sms("+79162000007", "x")).get("status").asText()).isEqualTo("undelivered");
    }

    @Test
    void aThrottledMessageIsSentLaterAndLosesNoAttempt() {
        carrier.throttleOnce(submit -> submit.destination().equals("79162000008"));
        JsonNode message = hub.ended(sms("+79162000008", "x"));
        assertThat(message.get("status").asText()).isEqualTo("delivered");
        assertThat(message.get("deliveries").get(0).get("attempts").asInt()).isEqualTo(1);
    }

    @Test
    void marketingLeavesOnlyWithConsentAndNotAfterItWasWithdrawn() {
        String marketing =
                "{\"to\":{\"phone\":\"+79162000011\"},\"class\":\"marketing\",\"text\":\"sale\"}";
        assertThat(hub.ended(hub.send(marketing)).get("reason").asText()).isEqualTo("no_consent");
        consent("+79162000011", true);
        assertThat(hub.ended(hub.send(marketing)).get("status").asText()).isEqualTo("delivered");
        consent("+79162000011", false);
        assertThat(hub.ended(hub.send(marketing)).get("reason").asText()).isEqualTo("opted_out");
        assertThat(carrier.accepted().stream().filter(s -> s.destination().equals("79162000011"))).hasSize(1);
    }

    @Test
    void repliesAreKeptAndAnswered() {
        int before = carrier.delivered();
        carrier.reply("79162000012", "VESTNIK", "СТОП");
        await().atMost(Duration.ofSeconds(20)).until(() -> carrier.delivered() > before);
    }

    private static void consent(String phone, boolean granted) {
        assertThat(hub.post(
                                "/api/v1/consents",
                                "{\"to\":{\"phone\":\"" + phone + "\"},\"class\":\"marketing\",\"granted\":" + granted
                                        + ",\"method\":\"web-form\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    private static String sms(String phone, String text) {
        return hub.send("{\"to\":{\"phone\":\"" + phone + "\"},\"class\":\"transactional\",\"text\":\"" + text + "\"}");
    }

    private static FakeCarrier.Submit of(String destination) {
        List<FakeCarrier.Submit> submits = carrier.accepted().stream()
                .filter(s -> s.destination().equals(destination))
                .toList();
        assertThat(submits).hasSize(1);
        return submits.get(0);
    }
}
