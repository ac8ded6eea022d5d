package io.vestnik.spine;

import static io.vestnik.harness.Customer.answer;
import static io.vestnik.harness.Customer.each;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.AccountsHub;
import io.vestnik.harness.Customer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Outside an account's hours a message waits, and says so. When hours begin and end: {@code HoursTest} of the accounts. */
class HoursTest {

    private static final String TO = "'to':{'phone':'+79168500000'},'text':'завтра в десять'";

    private static Customer asleep;

    @BeforeAll
    static void start() {
        asleep = AccountsHub.asleep();
    }

    @Test
    void aMessageWaitsForTheHoursAndTheTimelineSaysWhy() {
        String id = asleep.send("{" + TO + "}");
        JsonNode message = deferred(id);
        assertThat(each(message.get("deliveries"), "status")).containsExactly("queued");
        JsonNode why = message.at("/timeline/1");
        assertThat(why.get("event").asText()).isEqualTo("deferred");
        assertThat(why.get("code").asText()).isEqualTo("quiet_hours");
        assertThat(why.at("/why/source").asText()).isEqualTo("account");
        assertThat(why.get("text").asText()).startsWith("Waits until ").contains(" in UTC (zone of the account): service messages may be sent ");
        Instant until = Instant.parse(why.at("/why/until").asText());
        assertThat(until).isBetween(Instant.now().plus(Duration.ofHours(10)), Instant.now().plus(Duration.ofHours(11)));
        assertThat(message.get("finalAt").isNull()).isTrue();
    }

    @Test
    void aDryRunSaysThatItWouldWaitAndUntilWhen() {
        JsonNode rehearsed = answer(asleep.post("/api/v1/messages?dryRun=true", "{" + TO + "}"), 200);
        assertThat(rehearsed.get("status").asText()).isEqualTo("scheduled");
        JsonNode step = rehearsed.at("/steps/0");
        assertThat(step.get("decision").asText()).isEqualTo("wait");
        assertThat(step.get("until").asText()).isEqualTo(step.at("/why/until").asText());
        assertThat(Instant.parse(step.get("until").asText())).isAfter(Instant.now().plus(Duration.ofHours(10)));
    }

    @Test
    void aDeferredMessageCanBeTakenBack() {
        String id = asleep.send("{" + TO + "}");
        deferred(id);
        assertThat(answer(asleep.delete("/api/v1/messages/" + id), 200).get("status").asText()).isEqualTo("cancelled");
        assertThat(asleep.message(id).get("status").asText()).isEqualTo("cancelled");
    }

    @Test
    void whatWouldBeTooLateByThenIsRefused() {
        JsonNode message = asleep.outcome("{" + TO + ",'validFor':'PT1H'}");
        assertThat(message.get("status").asText()).isEqualTo("refused");
        assertThat(message.get("reason").asText()).isEqualTo("quiet_hours_expired");
    }

    @Test
    void marketingNeedsConsentAlsoWhileItWaits() {
        assertThat(asleep.outcome("{" + TO + ",'class':'marketing'}").get("reason").asText()).isEqualTo("no_consent");
        String to = "{'phone':'+79168500001'}";
        String marketing = "{'to':" + to + ",'class':'marketing','text':'x'}";
        asleep.consent(to, "'class':'marketing','granted':true");
        String id = asleep.send(marketing);
        deferred(id);
        asleep.consent(to, "'class':'marketing','granted':false");
        assertThat(asleep.ended(id).get("reason").asText()).isEqualTo("opted_out");
    }

    @Test
    void classesThatMayAlwaysBeSentAreSent() {
        assertThat(asleep.outcome("{" + TO + ",'class':'transactional'}").get("status").asText()).isEqualTo("delivered");
        assertThat(asleep.outcome("{" + TO + ",'class':'authorization'}").get("status").asText()).isEqualTo("delivered");
    }

    private static JsonNode deferred(String id) {
        return await().atMost(Duration.ofSeconds(20))
                .until(() -> asleep.message(id), message -> message.get("status").asText().equals("scheduled"));
    }
}
