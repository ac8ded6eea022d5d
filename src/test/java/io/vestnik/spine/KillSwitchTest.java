package io.vestnik.spine;

import static io.vestnik.harness.Customer.each;
import static io.vestnik.harness.OperatorsHub.CARRIER_A;
import static io.vestnik.harness.OperatorsHub.CARRIER_B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Customer;
import io.vestnik.harness.FakeCarrier.Submit;
import io.vestnik.harness.OperatorClient;
import io.vestnik.harness.OperatorsHub;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers, channels and accounts are paused and resumed while messages come in: none leaves meanwhile, all leave once. */
class KillSwitchTest {

    private static final List<String> SWITCHES =
            List.of("providers/carrier-a", "providers/carrier-b", "channels/sms", "accounts/school");
    private static int numbers;

    private OperatorClient root;
    private Customer school;

    @BeforeEach
    void bind() {
        root = OperatorsHub.root();
        school = OperatorsHub.school();
        await().atMost(Duration.ofSeconds(20)).until(() -> CARRIER_A.bound() == 1 && CARRIER_B.bound() == 1);
    }

    @AfterEach
    void runAgain() {
        SWITCHES.forEach(name -> root.post(name + "/resume", 200));
        Stream.of(CARRIER_A, CARRIER_B).forEach(carrier -> carrier.delay(Duration.ZERO));
    }

    @Test
    void theOtherProviderTakesOverFromAPausedOne() {
        root.post("providers/carrier-a/pause", "{'reason': 'too dear'}", 200);
        int before = CARRIER_A.submits().size();
        List<String> ids = send(school, 30);
        assertThat(ids).allSatisfy(id -> assertThat(school.ended(id).get("status").asText()).isEqualTo("delivered"));
        assertThat(CARRIER_A.submits()).hasSize(before);
        JsonNode states = root.get("providers").get("providers");
        assertThat(state(states, "carrier-a")).isEqualTo("paused");
        assertThat(state(states, "carrier-b")).isEqualTo("usable");
        assertThat(each(states, "name")).contains("sandbox");
    }

    @ParameterizedTest
    @ValueSource(strings = {"providers/carrier-a providers/carrier-b", "channels/sms", "accounts/school"})
    void nothingLeavesWhilePausedAndEverythingOnceAfterwards(String switches) {
        List<String> names = List.of(switches.split(" "));
        names.forEach(name -> root.post(name + "/pause", 200));
        List<String> paused = send(school, 40);
        paused.add(school.send(code(number(), "PT10M")));
        String shop = OperatorsHub.shop().send(telegram());
        assertThat(OperatorsHub.shop().ended(shop).get("status").asText()).as("others go on").isEqualTo("delivered");
        assertThat(paused).noneMatch(id -> wasSubmitted(id));

        names.forEach(name -> root.post(name + "/resume", 200));
        paused.forEach(id -> assertThat(school.ended(id).get("status").asText()).isEqualTo("delivered"));
        assertThat(paused).allSatisfy(id -> assertThat(copies(destination(school.message(id)))).isEqualTo(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"channels/sms", "accounts/school"})
    void theTimelineSaysWhyAMessageWaits(String name) {
        root.post(name + "/pause", 200);
        String id = send(school, 1).get(0);
        await().atMost(Duration.ofSeconds(20)).until(() -> each(school.message(id).get("timeline"), "code").contains("paused"));
        assertThat(school.message(id).get("status").asText()).isEqualTo("scheduled");
        root.post(name + "/resume", 200);
        List<String> events = each(school.ended(id).get("timeline"), "event");
        assertThat(events).containsSubsequence("accepted", "deferred", "sending", "delivered");
    }

    @Test
    void whatIsNotResumedInTimeExpiresUnsent() {
        root.post("accounts/school/pause", 200);
        String destination = number();
        String id = school.send(code(destination, "PT2S"));
        assertThat(school.ended(id).get("status").asText()).isEqualTo("expired");
        root.post("accounts/school/resume", 200);
        assertThat(copies(destination)).isZero();
    }

    @Test
    void aHeldMessageCanBeTakenBack() {
        root.post("channels/sms/pause", "{'reason': 'night'}", 200);
        JsonNode sms = named(root.get("channels").get("channels"), "sms");
        assertThat(sms.get("paused").get("by").asText()).isEqualTo("root");
        assertThat(sms.get("paused").get("reason").asText()).isEqualTo("night");
        String id = send(school, 1).get(0);
        await().atMost(Duration.ofSeconds(20)).until(() -> school.message(id).get("status").asText().equals("scheduled"));
        assertThat(school.delete("/api/v1/messages/" + id).statusCode()).isEqualTo(200);
    }

    /** The answer is the line: what was not claimed before it stays here. */
    @ParameterizedTest
    @CsvSource({"accounts/school", "channels/sms"})
    void noClaimComesAfterTheAnswer(String name) {
        CARRIER_A.delay(Duration.ofMillis(100));
        CARRIER_B.delay(Duration.ofMillis(100));
        int before = submits().size();
        List<String> ids = send(school, 500);
        await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(5)).until(() -> submits().size() > before + 40);
        root.post(name + "/pause", 200);
        Instant answered = Instant.now();

        await().atMost(Duration.ofSeconds(60)).until(() -> ids.stream().map(school::message).noneMatch(KillSwitchTest::isOnItsWay));
        List<JsonNode> messages = ids.stream().map(school::message).toList();
        assertThat(messages).noneMatch(message -> wasClaimedAfter(answered, message));
        assertThat(messages).as("the race was one").anyMatch(message -> message.get("status").asText().equals("scheduled"));
        assertThat(messages).filteredOn(message -> message.get("status").asText().equals("scheduled"))
                .allMatch(message -> copies(destination(message)) == 0);

        root.post(name + "/resume", 200);
        ids.forEach(id -> assertThat(school.ended(id).get("status").asText()).isEqualTo("delivered"));
        assertThat(messages).allMatch(message -> copies(destination(message)) == 1);
    }

    @Test
    void turnedTwiceIsTheSameAndIsRecorded() {
        JsonNode first = root.post("accounts/school/pause", "{'reason': 'spam?'}", 200);
        JsonNode again = root.post("accounts/school/pause", "{'reason': 'other'}", 200);
        assertThat(again).isEqualTo(first);
        assertThat(first.get("paused").get("reason").asText()).isEqualTo("spam?");
        assertThat(root.get("accounts/school").get("paused").asBoolean()).isTrue();
        JsonNode audit = root.get("audit?object=account:school&limit=2").get("audit");
        assertThat(each(audit, "action")).containsOnly("account.pause");
        assertThat(each(audit, "result")).containsExactly("unchanged", "paused");
        assertThat(audit.get(1).get("change").get("reason").asText()).isEqualTo("spam?");
        assertThat(audit.get(1).get("address").asText()).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"providers/carrier-z", "channels/fax", "accounts/nobody"})
    void whatIsNotThereCanNotBeTurned(String name) {
        root.post(name + "/pause", 404);
        root.post(name + "/resume", 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"providers/carrier-a", "channels/sms", "accounts/school"})
    void aViewerTurnsNothing(String name) {
        OperatorsHub.eye().post(name + "/pause", 403);
        OperatorsHub.eye().post(name + "/resume", 403);
    }

    private static List<String> send(Customer customer, int count) {
        StringBuilder body = new StringBuilder("[");
        for (int n = 0; n < count; n++) {
            body.append(n == 0 ? "" : ",")
                    .append("{'to': {'phone': '+").append(number()).append("'}, 'class': 'transactional', 'text': 'a'}");
        }
        JsonNode results = Customer.answer(customer.post("/api/v1/messages/batch", body.append("]").toString()), 202);
        return new ArrayList<>(each(results, "id"));
    }

    private static String code(String number, String validFor) {
        return "{'to': {'phone': '+" + number + "'}, 'class': 'authorization', 'text': '1234', 'validFor': '" + validFor + "'}";
    }

    private static String telegram() {
        return "{'to': {'telegram': '4711'}, 'class': 'transactional', 'text': 'a'}";
    }

    /** Of its own for each message, so that copies can be counted. */
    private static synchronized String number() {
        return "79165" + (600_000 + numbers++);
    }

    private static List<Submit> submits() {
        return Stream.of(CARRIER_A, CARRIER_B).flatMap(carrier -> carrier.submits().stream()).toList();
    }

    private static long copies(String destination) {
        return submits().stream().filter(submit -> submit.destination().equals(destination)).count();
    }

    private boolean wasSubmitted(String id) {
        return copies(destination(school.message(id))) > 0;
    }

    private static String destination(JsonNode message) {
        return message.get("to").get("phone").asText().substring(1);
    }

    /** Neither held nor done. */
    private static boolean isOnItsWay(JsonNode message) {
        return message.get("finalAt").isNull() && !message.get("status").asText().equals("scheduled");
    }

    private static boolean wasClaimedAfter(Instant moment, JsonNode message) {
        for (JsonNode event : message.get("timeline")) {
            if (event.get("event").asText().equals("sending") && Instant.parse(event.get("at").asText()).isAfter(moment)) {
                return true;
            }
        }
        return false;
    }

    private static String state(JsonNode providers, String name) {
        return named(providers, name).get("state").asText();
    }

    private static JsonNode named(JsonNode list, String name) {
        for (JsonNode each : list) {
            if (each.get("name").asText().equals(name)) {
                return each;
            }
        }
        throw new AssertionError(name + " is not in " + list);
    }
}
