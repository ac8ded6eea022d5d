package io.vestnik.spine;

import static io.vestnik.harness.Customer.answer;
import static io.vestnik.harness.Customer.each;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Customer;
import io.vestnik.harness.Hub;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages that are sent later, taken back, and found again. */
class ScheduleTest {

    private static Customer demo;

    @BeforeAll
    static void start() {
        demo = Customer.demo(Hub.sandbox());
    }

    @Test
    void aMessageGoesAtItsTimeNotBefore() {
        Instant sendAt = Instant.now().plusSeconds(4);
        JsonNode sent = answer(demo.post("/api/v1/messages", message("+79168800100", sendAt)), 202);
        assertThat(sent.get("status").asText()).isEqualTo("scheduled");
        JsonNode message = demo.ended(sent.get("id").asText());
        assertThat(each(message.get("timeline"), "event")).startsWith("scheduled", "sending");
        assertThat(message.get("status").asText()).isEqualTo("delivered");
        assertThat(Instant.parse(message.at("/deliveries/0/sentAt").asText())).isAfterOrEqualTo(sendAt);
    }

    @Test
    void aTimeThatHasPassedIsNow() {
        JsonNode sent = answer(demo.post("/api/v1/messages", message("+79168800101", Instant.now().minusSeconds(60))), 202);
        assertThat(sent.get("status").asText()).isEqualTo("accepted");
        assertThat(demo.ended(sent.get("id").asText()).get("status").asText()).isEqualTo("delivered");
    }

    @Test
    void anOffsetIsRead() {
        String inMoscow = Instant.now().plus(Duration.ofHours(1)).atZone(java.time.ZoneId.of("Europe/Moscow"))
                .toOffsetDateTime().toString();
        JsonNode sent = answer(demo.post("/api/v1/messages",
                "{'to':{'phone':'+79168800102'},'text':'x','sendAt':'" + inMoscow + "'}"), 202);
        assertThat(sent.get("status").asText()).isEqualTo("scheduled");
    }

    @Test
    void aScheduledMessageIsTakenBackAndNeverSent() {
        String id = demo.send(message("+79168800103", Instant.now().plusSeconds(3)));
        assertThat(answer(demo.delete("/api/v1/messages/" + id), 200).get("status").asText()).isEqualTo("cancelled");
        JsonNode message = demo.message(id);
        assertThat(message.get("status").asText()).isEqualTo("cancelled");
        assertThat(each(message.get("deliveries"), "status")).containsExactly("skipped");
        answer(demo.delete("/api/v1/messages/" + id), 409);
        // one that was due later has gone out: so would this one have
        demo.ended(demo.send(message("+79168800104", Instant.now().plusSeconds(4))));
        assertThat(demo.message(id).get("status").asText()).isEqualTo("cancelled");
        assertThat(each(demo.read("/api/v1/sandbox/messages?limit=500").get("messages"), "to")).doesNotContain("+79168800103");
    }

    @Test
    void whatWasSentCantBeTakenBack() {
        String delivered = demo.send("{'to':{'phone':'+79168800105'},'text':'x'}");
        demo.ended(delivered);
        JsonNode problem = answer(demo.delete("/api/v1/messages/" + delivered), 409);
        assertThat(problem.get("status").asInt()).isEqualTo(409);
        String unheard = demo.send("{'to':{'phone':'+79168800002'},'text':'x'}");
        await().until(() -> demo.message(unheard).at("/deliveries/0/status").asText().equals("sent"));
        answer(demo.delete("/api/v1/messages/" + unheard), 409);
    }

    @ParameterizedTest(name = "{0} finds {1}")
    @CsvSource(delimiter = '|', nullValues = "none", value = {
        "to=%2B79168800200                                         | 2 1 0",
        "to=89168800200&status=delivered                           | 0",
        "to=89168800200&status=scheduled                           | 2 1",
        "to=89168800200&status=refused                             | none",
        "to=89168800200&class=service                              | 2 0",
        "to=89168800200&class=transactional&status=scheduled       | 1",
        "to=89168800200&class=marketing                            | none",
        "to=89168800200&tag=n:1                                    | 1",
        "to=89168800200&tag=n:x                                    | none",
        "to=89168800200&from=2026-01-01T00:00:00Z                  | 2 1 0",
        "to=89168800200&until=2026-01-01T00:00:00Z                 | none",
        "to=nobody@example.org                                     | none",
    })
    void messagesAreFoundByWhatIsKnownOfThem(String query, String found) {
        if (demo.read("/api/v1/messages?to=%2B79168800200").get("messages").isEmpty()) {
            String later = ",'sendAt':'" + Instant.now().plus(Duration.ofHours(1)) + "'";
            demo.outcome("{'to':{'phone':'+79168800200'},'text':'x','tags':{'n':'0'}}");
            demo.send("{'to':{'phone':'+79168800200'},'text':'x','class':'transactional','tags':{'n':'1'}" + later + "}");
            demo.send("{'to':{'phone':'+79168800200'},'text':'x','tags':{'n':'2'}" + later + "}");
        }
        List<String> tags = new ArrayList<>();
        demo.read("/api/v1/messages?" + query).get("messages").forEach(message -> tags.add(message.at("/tags/n").asText()));
        assertThat(tags).containsExactly(found == null ? new String[0] : found.trim().split(" "));
    }

    @Test
    void aListIsReadPageByPage() {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            sent.add(0, demo.send("{'to':{'phone':'+79168800300'},'text':'x'}"));
        }
        List<String> read = new ArrayList<>();
        String cursor = "";
        while (!cursor.equals("&cursor=null")) {
            JsonNode page = demo.read("/api/v1/messages?to=%2B79168800300&limit=3" + cursor);
            read.addAll(each(page.get("messages"), "id"));
            // what comes in between does not move the pages
            demo.send("{'to':{'phone':'+79168800300'},'text':'newer'}");
            cursor = "&cursor=" + page.get("next").asText();
        }
        assertThat(read).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0,/limit", "limit=501,/limit", "limit=x,/limit", "cursor=x,/cursor", "status=gone,/status", "class=urgent,/class",
        "from=yesterday,/from", "until=2026-13-01T00:00:00Z,/until", "tag=n,/tag"
    })
    void aWrongParameterIsNamed(String query, String pointer) {
        JsonNode problem = answer(demo.get("/api/v1/messages?" + query), 400);
        assertThat(each(problem.get("errors"), "pointer")).containsExactly(pointer);
    }

    private static String message(String phone, Instant sendAt) {
        return "{'to':{'phone':'" + phone + "'},'text':'later','sendAt':'" + sendAt + "'}";
    }
}
