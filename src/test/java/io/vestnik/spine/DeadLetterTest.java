package io.vestnik.spine;

import static io.vestnik.harness.Customer.answer;
import static io.vestnik.harness.Customer.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.AccountsHub;
import io.vestnik.harness.Customer;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What no provider took is seen, explained, sent again or dropped. */
class DeadLetterTest {

    /** The sandbox refuses it for good. */
    private static final String DOOMED =
            "{'to':{'phone':'+79168600004'},'class':'transactional','text':'пропало','tags':{'course':'java-17'}}";

    private static Customer school;
    private static Customer stranger;

    @BeforeAll
    static void start() {
        school = AccountsHub.school();
        stranger = AccountsHub.stranger();
    }

    @Test
    void aFailedMessageIsADeadLetterWithItsReason() {
        JsonNode failed = school.outcome(DOOMED);
        assertThat(failed.get("status").asText()).isEqualTo("failed");
        JsonNode letter = letterOf(school, failed.get("id").asText());
        assertThat(letter.fieldNames()).toIterable().containsExactly("id", "messageId", "reason", "at");
        assertThat(letter.get("reason").asText()).contains("sms", "sandbox-0004");
    }

    @Test
    void onlyWhatNoProviderTookIsADeadLetter() {
        String undelivered = school.outcome(DOOMED.replace("0004", "0001")).get("id").asText();
        String refused = school.outcome(DOOMED.replace("transactional", "marketing")).get("id").asText();
        String delivered = school.outcome(
                        "{'to':{'phone':'+79168600004','email':'0000@example.org'},"
                                + "'channels':[{'channel':'sms'},{'channel':'email'}],'text':'x'}")
                .get("id").asText();
        assertThat(each(dead(school, ""), "messageId")).doesNotContain(undelivered, refused, delivered);
    }

    @Test
    void aReplayIsANewMessageThatNamesTheOld() {
        String old = school.outcome(DOOMED).get("id").asText();
        String letter = letterOf(school, old).get("id").asText();
        String replay = "/api/v1/dead/" + letter + "/replay";
        String again = answer(school.post(replay, ""), 202).get("id").asText();
        assertThat(answer(school.post(replay, ""), 202).get("id").asText()).isEqualTo(again);

        JsonNode message = school.ended(again);
        assertThat(message.get("status").asText()).isEqualTo("failed");
        assertThat(message.get("tags")).isEqualTo(school.message(old).get("tags"));
        assertThat(message.get("class").asText()).isEqualTo("transactional");
        assertThat(message.get("timeline").toString()).as("it names the old").contains(old);
        assertThat(each(dead(school, ""), "messageId")).contains(again).doesNotContain(old);
        assertThat(answer(school.post(replay, ""), 202).get("id").asText()).isEqualTo(again);
    }

    @Test
    void aDroppedLetterIsGoneAndItsMessageStays() {
        String id = school.outcome(DOOMED).get("id").asText();
        String letter = "/api/v1/dead/" + letterOf(school, id).get("id").asText();
        assertThat(school.delete(letter).statusCode()).isEqualTo(204);
        answer(school.delete(letter), 404);
        answer(school.post(letter + "/replay", ""), 404);
        assertThat(each(dead(school, ""), "messageId")).doesNotContain(id);
        assertThat(school.message(id).get("status").asText()).isEqualTo("failed");
    }

    @Test
    void lettersAreListedNewestFirstInPages() {
        List<String> ids = List.of(school.outcome(DOOMED).get("id").asText(), school.outcome(DOOMED).get("id").asText());
        JsonNode page = school.read("/api/v1/dead?limit=1");
        assertThat(each(page.get("dead"), "messageId")).containsExactly(ids.get(1));
        JsonNode next = school.read("/api/v1/dead?limit=1&cursor=" + page.get("next").asText());
        assertThat(each(next.get("dead"), "messageId")).containsExactly(ids.get(0));
    }

    @Test
    void anotherAccountsLetterDoesNotExist() {
        String id = school.outcome(DOOMED).get("id").asText();
        String letter = "/api/v1/dead/" + letterOf(school, id).get("id").asText();
        assertThat(each(dead(stranger, ""), "messageId")).doesNotContain(id);
        answer(stranger.post(letter + "/replay", ""), 404);
        answer(stranger.delete(letter), 404);
        answer(stranger.get("/api/v1/messages/" + id), 404);
        answer(stranger.delete("/api/v1/messages/" + id), 404);
        assertThat(letterOf(school, id).get("messageId").asText()).isEqualTo(id);
    }

    @Test
    void whatNeverWasIsNotFound() {
        for (String id : List.of("01JABCDEFGHJKMNPQRSTVWXYZ0", "nonsense", "%00")) {
            assertThat(school.delete("/api/v1/dead/" + id).statusCode()).as(id).isBetween(400, 404);
        }
    }

    private static JsonNode letterOf(Customer account, String messageId) {
        return StreamSupport.stream(dead(account, "").spliterator(), false)
                .filter(letter -> letter.get("messageId").asText().equals(messageId))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode dead(Customer account, String query) {
        return account.read("/api/v1/dead?limit=500" + query).get("dead");
    }
}
