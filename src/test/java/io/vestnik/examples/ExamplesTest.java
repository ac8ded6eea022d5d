package io.vestnik.examples;

import static io.vestnik.harness.Customer.answer;
import static io.vestnik.harness.Customer.each;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Customer;
import io.vestnik.harness.FakePartner;
import io.vestnik.harness.Hub;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of src/docs/write-a-route.md, copied as the page says and used from outside. */
class ExamplesTest {

    private static Customer school;

    @BeforeAll
    static void start() {
        school = ExamplesHub.school();
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.isDirectory(ExamplesHub.INBOX)); // the route makes it
    }

    @Test
    void theBranchSendsMarketingPastSms() {
        String to = "{'phone': '+79161239901', 'email': 'anna@example.org'}";
        school.consent(to, "'class': 'marketing', 'granted': true");
        String channels = "'channels': [{'channel': 'sms'}, {'channel': 'email'}], 'text': 'Winter sale'";
        JsonNode sale = school.outcome("{'to': " + to + ", 'class': 'marketing', " + channels + "}");
        assertThat(each(sale.get("deliveries"), "status")).containsExactly("skipped", "delivered");
        assertThat(sale.get("timeline").toString()).contains("paused");
        JsonNode notice = school.outcome("{'to': " + to + ", 'class': 'service', " + channels + "}");
        assertThat(each(notice.get("deliveries"), "status")).containsExactly("delivered", "skipped");
    }

    @Test
    void theCrmsLeadIsGreetedOnceHoweverOftenItIsTold() {
        String lead = "{'lead': {'id': 17, 'name': 'Anna \\'A\\' Петрова', 'phone': '8 916 123-02-01'}}";
        JsonNode first = answer(school.post("/hooks/crm/lead", lead), 202);
        JsonNode again = answer(school.post("/hooks/crm/lead", lead), 202);
        assertThat(first.get("status").asText()).isEqualTo("accepted");
        assertThat(again).isEqualTo(first);
        JsonNode message = school.ended(first.get("id").asText());
        assertThat(message.get("to").get("phone").asText()).isEqualTo("+79161230201");
        assertThat(message.get("class").asText()).isEqualTo("transactional");
        assertThat(message.get("tags").get("lead").asText()).isEqualTo("17");
        assertThat(school.sandboxed("+79161230201")).containsExactly("Thank you, Anna \"A\" Петрова! We call you back within the hour.");
    }

    @Test
    void theCrmLearnsWhatIsWrongWithItsLead() {
        JsonNode problem = answer(school.post("/hooks/crm/lead", "{'lead': {'id': 18, 'name': 'A', 'phone': '12'}}"), 422);
        assertThat(each(problem.get("errors"), "pointer")).containsExactly("/to/phone");
    }

    @Test
    void anotherLeadUnderTheSameIdIsRefused() {
        answer(school.post("/hooks/crm/lead", "{'lead': {'id': 19, 'name': 'A', 'phone': '+79161230219'}}"), 202);
        JsonNode problem = answer(school.post("/hooks/crm/lead", "{'lead': {'id': 19, 'name': 'B', 'phone': '+79161230219'}}"), 422);
        assertThat(problem.get("detail").asText()).contains("Idempotency-Key");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"{'lead': ", "[1]", "''", "{'lead': {'id': {}, 'phone': {'a': 1}, 'name': []}}"})
    void whatIsNoLeadIsRefused(String body) {
        HttpResponse<String> refused = school.post("/hooks/crm/lead", body);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(school.hub().logText()).doesNotContain("A call failed");
    }

    @Test
    void theLinesOfAFileAreAcceptedAndTheBadOnesTold() throws Exception {
        Path sample = ExamplesHub.EXAMPLES.resolve("lines/winter.ndjson");
        Files.copy(sample, ExamplesHub.INBOX.resolve("winter.ndjson"));
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(ExamplesHub.INBOX.resolve(".done/winter.ndjson")));
        await().atMost(Duration.ofSeconds(30)).until(() -> school.sandboxed("+79161230101").size() == 1 && school.sandboxed("+79161230103").size() == 1);
        assertThat(Files.readString(ExamplesHub.INBOX.resolve(".bad/winter.ndjson")))
                .isEqualTo("winter.ndjson#1: /to/phone is not a phone number that exists; best as +79161234567\n");
        Files.copy(sample, ExamplesHub.INBOX.resolve("winter.ndjson"));
        await().atMost(Duration.ofSeconds(30)).until(() -> !Files.exists(ExamplesHub.INBOX.resolve("winter.ndjson")));
        assertThat(school.sandboxed("+79161230101")).as("the same lines again").hasSize(1);
    }

    @Test
    void noLineAfterABadOneIsLost() throws Exception {
        List<String> phones = IntStream.range(0, 40).mapToObj(i -> "+791612306%02d".formatted(i)).toList();
        List<String> all = new ArrayList<>(List.of("12"));
        all.addAll(phones);
        put("mixed.ndjson", all.toArray(String[]::new));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(phones).allSatisfy(to -> assertThat(school.sandboxed(to)).hasSize(1)));
    }

    @Test
    void ordersOnAForeignQueueAreAcceptedOnceAndTheBadOnesKept() throws Exception {
        try (JMSContext shop = shop()) {
            var orders = shop.createQueue("school.orders");
            shop.createProducer().send(orders, "{\"to\": {\"phone\": \"+79161230301\"}, \"text\": \"Order 1 is paid\"}");
            String bad = "{\"to\": {\"phone\": \"12\"}, \"texts\": \"Order 2\"}";
            shop.createProducer().setProperty("VestnikAccount", "other").send(orders, bad);
            await().atMost(Duration.ofSeconds(30)).until(() -> school.sandboxed("+79161230301").size() == 1);
            Message kept = shop.createConsumer(shop.createQueue("school.orders.bad")).receive(30_000);
            assertThat(kept.getBody(String.class)).isEqualTo(bad);
            assertThat(kept.getStringProperty("VestnikReason"))
                    .isEqualTo("school.orders: /to/phone is not a phone number that exists; best as +79161234567; "
                            + "/text is missing; /texts is not a known field");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> school.hub().logText().contains("dead letter from the queues: school.orders: /to/phone"));
        }
    }

    @Test
    void whileTheDatabaseIsAwayNothingIsLostAndThenNothingIsSentTwice() throws Exception {
        ExamplesHub.POSTGRES.stop();
        try {
            put("outage.ndjson", "+79161230401", "+79161230402");
            try (JMSContext shop = shop()) {
                shop.createProducer()
                        .send(shop.createQueue("school.orders"), "{\"to\": {\"phone\": \"+79161230403\"}, \"text\": \"Paid\"}");
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                String log = school.hub().logText();
                return log.contains("Execution of JMS message listener failed") && log.contains("Rollback file strategy");
            });
        } finally {
            ExamplesHub.POSTGRES.start();
        }
        List<String> expected = List.of("+79161230401", "+79161230402", "+79161230403");
        await().atMost(Duration.ofSeconds(90)).ignoreExceptions().untilAsserted(() -> {
            assertThat(Files.exists(ExamplesHub.INBOX.resolve(".done/outage.ndjson"))).isTrue();
            assertThat(expected).allSatisfy(to -> assertThat(school.sandboxed(to)).hasSize(1));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "good-1,  1, delivered", //
        "busy-1,  2, delivered",
        "shaky-1, 2, delivered",
        "bad-1,   1, failed",
        "mute-1,  2, delivered",
    })
    void thePartnersAnswersDecide(String to, int calls, String end) {
        String id = school.send("{'to': {'partner': '" + to + "'}, 'text': 'Привет, «друг»'}");
        await().atMost(Duration.ofSeconds(30)).until(() -> ExamplesHub.PARTNER.callsFor(to).size() == calls);
        List<FakePartner.Call> seen = ExamplesHub.PARTNER.callsFor(to);
        assertThat(seen).allSatisfy(call -> {
            assertThat(call.authorization()).isEqualTo("Bearer a-token");
            assertThat(call.body().path("text").asText()).isEqualTo("Привет, «друг»");
            assertThat(call.headers()).as("simple servers know no chunks").containsKey("Content-length");
            assertThat(call.headers().keySet()).noneMatch(name -> name.toLowerCase().startsWith("vestnik"));
        });
        if (end.equals("delivered")) {
            await().atMost(Duration.ofSeconds(30)).until(() -> school.message(id).toString().contains("p-" + to));
            assertThat(receipt("p-" + to, "DELIVERED", "a-webhook-token").statusCode()).isEqualTo(200);
        }
        assertThat(school.ended(id).get("status").asText()).isEqualTo(end);
    }

    @Test
    void thePartnersWebhookWantsItsToken() {
        assertThat(receipt("p-1", "DELIVERED", "wrong").statusCode()).isEqualTo(401);
        assertThat(school.hub().post("/hooks/channels/partner-a", "{}").statusCode()).as("none at all").isEqualTo(403);
    }

    @Test
    void whoWritesStopToThePartnerIsAnswered() {
        school.send("{'to': {'partner': 'quiet-1'}, 'text': 'Hello'}");
        await().atMost(Duration.ofSeconds(30)).until(() -> ExamplesHub.PARTNER.callsFor("quiet-1").size() == 1);
        String stop = "{'from': 'quiet-1', 'text': 'STOP', 'id': 'r-1'}";
        assertThat(told("/hooks/channels/partner-a", "X-Partner-Token", "a-webhook-token", stop).statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(30)).until(() -> ExamplesHub.PARTNER.callsFor("quiet-1").size() == 2);
        assertThat(school.read("/api/v1/consents?partner=quiet-1").at("/consents/0/granted").asBoolean(true)).isFalse();
    }

    @Test
    void aLetterIsAFileAndThePrintingHouseTellsThatItIsPosted() throws Exception {
        String id = school.send("{'to': {'letter': 'Anna, Lenina 1, Tver'}, 'text': 'Привет, «друг»'}");
        await().atMost(Duration.ofSeconds(30)).until(() -> school.message(id).at("/deliveries/0/status").asText().equals("sent"));
        String letter = school.message(id).at("/deliveries/0/providerMessageId").asText();
        assertThat(Files.readString(ExamplesHub.LETTERS.resolve(letter + ".txt"))).isEqualTo("Anna, Lenina 1, Tver\n\nПривет, «друг»");
        assertThat(posted("{'letter': '" + letter + "', 'posted': true}", "wrong").statusCode()).isEqualTo(401);
        assertThat(posted("{'letter': '" + letter + "', 'posted': true}", "a-letter-token").statusCode()).isEqualTo(204);
        assertThat(school.ended(id).get("status").asText()).isEqualTo("delivered");
    }

    @Test
    void aReceiptWithoutAnIdIsRefused() {
        assertThat(each(answer(posted("{'posted': true}", "a-letter-token"), 400).get("errors"), "pointer")).containsExactly("/id");
    }

    @Test
    void withoutAProviderTheSandboxCarriesAChannelOfOnesOwn() {
        JsonNode message = school.outcome("{'to': {'postcard': 'anna'}, 'text': 'Hi'}");
        assertThat(each(message.get("deliveries"), "provider")).containsExactly("sandbox");
        assertThat(message.get("status").asText()).isEqualTo("delivered");
    }

    @Test
    void noTextOfAnyExampleIsInTheLog() {
        assertThat(school.hub().logText()).doesNotContain("Привет, «друг»", "Winter sale", "Order 2", "a-webhook-token", "a-letter-token");
    }

    private static HttpResponse<String> receipt(String id, String status, String token) {
        return told("/hooks/channels/partner-a", "X-Partner-Token", token, "{'id': '" + id + "', 'status': '" + status + "', 'code': '0'}");
    }

    private static HttpResponse<String> posted(String body, String token) {
        return told("/hooks/letter", "X-Letter-Token", token, body);
    }

    private static HttpResponse<String> told(String path, String header, String token, String body) {
        return Hub.send(school.hub().request(path, header, token, "Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Customer.json(body))));
    }

    private static JMSContext shop() {
        return new ActiveMQConnectionFactory(ExamplesHub.BROKER).createContext("shop", "shop-password");
    }

    private static void put(String file, String... phones) throws Exception {
        String lines = Arrays.stream(phones)
                .map(phone -> Customer.json("{'to': {'phone': '" + phone + "'}, 'text': 'x'}\n"))
                .collect(Collectors.joining());
        Files.writeString(ExamplesHub.INBOX.resolve(file), lines);
    }
}
