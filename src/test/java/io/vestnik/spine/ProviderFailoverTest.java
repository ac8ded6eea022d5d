package io.vestnik.spine;

import static io.vestnik.harness.Customer.each;
import static io.vestnik.harness.OperatorsHub.CARRIER_A;
import static io.vestnik.harness.OperatorsHub.CARRIER_B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Customer;
import io.vestnik.harness.OperatorClient;
import io.vestnik.harness.OperatorsHub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One of two carriers refuses: the other has its messages at once, and nobody waits. */
class ProviderFailoverTest {

    private static final int SYSTEM_ERROR = 0x08;
    private static int numbers;

    private OperatorClient root;
    private Customer school;

    @BeforeEach
    void bind() {
        root = OperatorsHub.root();
        school = OperatorsHub.school();
        await().atMost(Duration.ofSeconds(20)).until(() -> CARRIER_A.bound() == 1 && CARRIER_B.bound() == 1);
    }

    @Test
    void whatOneCarrierRefusesTheOtherHasAtOnce() {
        List<JsonNode> refused = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String number = number();
            CARRIER_B.answer(number, SYSTEM_ERROR);
            JsonNode message = school.ended(school.send(
                    "{'to': {'phone': '+" + number + "'}, 'class': 'transactional', 'text': 'a'}"));
            assertThat(message.get("status").asText()).isEqualTo("delivered");
            assertThat(message.get("deliveries").get(0).get("provider").asText()).isEqualTo("carrier-a");
            if (each(message.get("timeline"), "event").contains("retry")) {
                refused.add(message);
            }
        }
        assertThat(refused).as("carrier-b had its share of them").isNotEmpty().allSatisfy(message -> {
            assertThat(each(message.get("timeline"), "event"))
                    .containsSubsequence("sending", "retry", "sending", "sent", "delivered");
            assertThat(each(message.get("timeline"), "text"))
                    .containsSubsequence("carrier-b", "attempt 1 of 5, by carrier-b; another provider has it now", "carrier-a");
            assertThat(message.get("deliveries").get(0).get("attempts").asInt()).as("a round of the providers is one").isEqualTo(1);
        });
    }

    /** Were it to ask them for ever, it would never end. */
    @Test
    void whatBothRefuseWaitsAfterOneRound() {
        String number = number();
        CARRIER_A.answer(number, SYSTEM_ERROR);
        CARRIER_B.answer(number, SYSTEM_ERROR);
        String id = school.send("{'to': {'phone': '+" + number + "'}, 'class': 'authorization', 'text': '1', 'validFor': 'PT10S'}");
        JsonNode message = school.ended(id);
        assertThat(message.get("status").asText()).isEqualTo("failed");
        assertThat(each(message.get("timeline"), "text").stream().filter(text -> text.startsWith("carrier-")).limit(2))
                .containsExactlyInAnyOrder("carrier-a", "carrier-b");
        assertThat(message.get("deliveries").get(0).get("attempts").asInt()).as("the next round would be too late").isEqualTo(2);
    }

    @Test
    void operatorsSeeHowEachProviderStandsAndDoes() {
        JsonNode carrier = root.get("providers/carrier-a");
        assertThat(carrier.get("channel").asText()).isEqualTo("sms");
        assertThat(carrier.get("kind").asText()).isEqualTo("smpp");
        assertThat(carrier.get("circuit").asText()).isEqualTo("closed");
        assertThat(carrier.get("weight").asInt()).isEqualTo(100);
        assertThat(carrier.get("weightReason").isNull()).isTrue();
        assertThat(carrier.get("window").asInt()).isEqualTo(20);
        JsonNode list = root.get("providers");
        assertThat(each(list.get("providers"), "name")).contains("carrier-a", "carrier-b", "sandbox");
        assertThat(list.get("node")).isEqualTo(carrier.get("node"));
        school.ended(school.send("{'to': {'phone': '+" + number() + "'}, 'class': 'transactional', 'text': 'a'}"));
        await().atMost(Duration.ofSeconds(40)).until(() -> sent("carrier-a") + sent("carrier-b") > 0);
    }

    @ParameterizedTest
    @CsvSource({"carrier-z", "sandbox"})
    void whatIsNotConfiguredIsNotThere(String name) {
        assertThat(root.call("GET", "/api/v1/providers/" + name, null).statusCode()).isEqualTo(404);
    }

    private int sent(String name) {
        JsonNode hour = root.get("providers/" + name).get("lastHour");
        return hour.isNull() ? 0 : hour.get("sent").asInt();
    }

    private static synchronized String number() {
        return "79165" + (900_000 + numbers++);
    }
}
