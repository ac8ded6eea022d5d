package io.vestnik.spine;

import static io.vestnik.harness.Customer.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.AccountsHub;
import io.vestnik.harness.Customer;
import io.vestnik.harness.Hub;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody is sent what they did not agree to, or do not want any more. */
class ConsentTest {

    private static final AtomicInteger NUMBERS = new AtomicInteger(11_000);

    private static Customer demo;

    @BeforeAll
    static void start() {
        demo = Customer.demo(Hub.sandbox());
    }

    /** What was said, oldest first: {@code +} granted, {@code -} withdrawn; of the class, on a channel or on all. */
    @ParameterizedTest(name = "{0} after {1} is {2} {3}")
    @CsvSource(delimiter = '|', nullValues = "none", value = {
        "marketing     | none                              | refused   | no_consent",
        "marketing     | +marketing                        | delivered | none",
        "marketing     | +marketing:sms                    | delivered | none",
        "marketing     | +marketing:email                  | refused   | no_consent",
        "marketing     | +service                          | refused   | no_consent",
        "marketing     | +marketing -marketing             | refused   | opted_out",
        "marketing     | +marketing -marketing:sms         | refused   | opted_out",
        "marketing     | +marketing -marketing:email       | delivered | none",
        "marketing     | -marketing                        | refused   | opted_out",
        "marketing     | +marketing -marketing +marketing  | delivered | none",
        // withdrawn wins over granted, whichever scope it was said for
        "marketing     | -marketing +marketing:sms         | refused   | opted_out",
        "marketing     | -marketing:sms +marketing         | refused   | opted_out",
        "marketing     | +marketing -service               | delivered | none",
        "service       | none                              | delivered | none",
        "service       | -service                          | refused   | opted_out",
        "service       | -service:sms                      | refused   | opted_out",
        "service       | -service:email                    | delivered | none",
        "service       | -marketing                        | delivered | none",
        "service       | -service +service                 | delivered | none",
        "transactional | none                              | delivered | none",
        "transactional | -transactional                    | refused   | opted_out",
        "transactional | -transactional:sms                | refused   | opted_out",
        "transactional | -service -marketing               | delivered | none",
        "authorization | none                              | delivered | none",
        "authorization | -authorization                    | delivered | none",
        "authorization | -authorization:sms                | delivered | none",
    })
    void theLatestWordOfTheRecipientCounts(String messageClass, String said, String status, String reason) {
        String to = recipient();
        for (String word : said == null ? new String[0] : said.split(" ")) {
            say(demo, to, word);
        }
        JsonNode message = demo.outcome(message(to, messageClass, ""));
        assertThat(message.get("status").asText()).as(message.toString()).isEqualTo(status);
        assertThat(message.get("reason").asText(null)).isEqualTo(reason);
        if (status.equals("refused")) {
            assertThat(each(message.get("deliveries"), "status")).containsExactly("skipped");
            assertThat(message.at("/deliveries/0/attempts").asInt()).isZero();
            assertThat(each(message.get("timeline"), "code")).contains(reason);
        }
    }

    @Test
    void aChannelThatIsForbiddenLeavesTheOthers() {
        String to = "{'phone':'" + phone() + "','email':'0000-consent@example.org'}";
        say(demo, to, "-service:sms");
        JsonNode message = demo.outcome("{'to':" + to + ",'channels':[{'channel':'sms'},{'channel':'email'}],'text':'x'}");
        assertThat(message.get("status").asText()).isEqualTo("delivered");
        assertThat(each(message.get("deliveries"), "status")).containsExactly("skipped", "delivered");
        assertThat(message.at("/deliveries/0/code").asText()).isEqualTo("opted_out");
    }

    @Test
    void aWithdrawalStopsWhatIsScheduled() {
        String to = recipient();
        String sendAt = ",'sendAt':'" + Instant.now().plus(Duration.ofHours(1)) + "'";
        say(demo, to, "+marketing");
        String marketing = demo.send(message(to, "marketing", sendAt));
        String service = demo.send(message(to, "service", sendAt));
        say(demo, to, "-marketing");
        JsonNode stopped = demo.ended(marketing);
        assertThat(stopped.get("status").asText()).isEqualTo("refused");
        assertThat(stopped.get("reason").asText()).isEqualTo("opted_out");
        assertThat(demo.message(service).get("status").asText()).isEqualTo("scheduled");
    }

    @Test
    void aWithdrawalSinceTheMessageWasPlannedCountsWhenItIsDue() {
        String to = recipient();
        say(demo, to, "+marketing");
        String id = demo.send(message(to, "marketing", ",'sendAt':'" + Instant.now().plusSeconds(3) + "'"));
        say(demo, to, "-marketing:sms");
        assertThat(demo.ended(id).get("reason").asText()).isEqualTo("opted_out");
    }

    @Test
    void whatWasSaidBeforeDoesNotUndoWhatWasSaidAfter() {
        String to = recipient();
        demo.consent(to, "'class':'marketing','granted':true,'at':'2026-03-01T10:00:00+03:00'");
        demo.consent(to, "'class':'marketing','granted':false,'at':'2026-02-01T10:00:00+03:00'");
        assertThat(demo.outcome(message(to, "marketing", "")).get("status").asText()).isEqualTo("delivered");
    }

    @Test
    void consentIsOfTheAddressHoweverItIsWritten() {
        say(demo, "{'phone':'8 (916) 849-00-00'}", "+marketing");
        JsonNode message = demo.outcome(message("{'phone':'+79168490000'}", "marketing", ""));
        assertThat(message.get("status").asText()).isEqualTo("delivered");
        say(demo, "{'sms':'+79168490000'}", "-marketing");
        assertThat(demo.outcome(message("{'phone':'+79168490000'}", "marketing", "")).get("reason").asText()).isEqualTo("opted_out");
    }

    @Test
    void theHistoryIsNewestFirstAndPaged() {
        String phone = phone();
        String to = "{'phone':'" + phone + "'}";
        for (String word : "+marketing -marketing:sms -service +marketing:sms".split(" ")) {
            say(demo, to, word);
        }
        String path = "/api/v1/consents?phone=" + phone.replace("+", "%2B") + "&limit=3";
        JsonNode page = demo.read(path);
        assertThat(each(page.get("consents"), "class")).containsExactly("marketing", "service", "marketing");
        assertThat(each(page.get("consents"), "channel")).containsExactly("sms", "null", "sms");
        assertThat(each(page.get("consents"), "granted")).containsExactly("true", "false", "false");
        assertThat(each(page.get("consents"), "by")).containsOnly("demo");
        JsonNode last = demo.read(path + "&cursor=" + page.get("next").asText());
        assertThat(each(last.get("consents"), "granted")).containsExactly("true");
        assertThat(last.get("next").isNull()).isTrue();
    }

    @Test
    void whatOneAccountWasToldAnotherDoesNotKnow() {
        String phone = phone();
        String to = "{'phone':'" + phone + "'}";
        Customer school = AccountsHub.school();
        Customer stranger = AccountsHub.stranger();
        say(school, to, "+marketing");
        say(stranger, to, "-service");
        assertThat(stranger.read("/api/v1/consents?phone=" + phone.replace("+", "%2B")).get("consents")).hasSize(1);
        assertThat(stranger.outcome(message(to, "marketing", "")).get("reason").asText()).isEqualTo("no_consent");
        assertThat(school.outcome(message(to, "marketing", "")).get("status").asText()).isEqualTo("delivered");
        assertThat(school.outcome(message(to, "service", "")).get("status").asText()).isEqualTo("delivered");
    }

    private static void say(Customer account, String to, String word) {
        String[] scope = word.substring(1).split(":");
        account.consent(to, "'class':'" + scope[0] + "','granted':" + word.startsWith("+")
                + (scope.length > 1 ? ",'channel':'" + scope[1] + "'" : ""));
    }

    private static String message(String to, String messageClass, String more) {
        return "{'to':" + to + ",'class':'" + messageClass + "','text':'Скидка 10 %'" + more + "}";
    }

    private static String recipient() {
        return "{'phone':'" + phone() + "'}";
    }

    /** One that nothing is known of, and that no magic is in. */
    private static String phone() {
        return "+791684" + NUMBERS.incrementAndGet();
    }
}
