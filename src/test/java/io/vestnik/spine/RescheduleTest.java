package io.vestnik.spine;

import static io.vestnik.harness.Customer.answer;
import static io.vestnik.harness.Customer.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Customer;
import io.vestnik.harness.Hub;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Messages that get another time, singly and by their tags, and times on the recipient's clock. */
class RescheduleTest {

    private static final Instant TOMORROW = Instant.now().plus(Duration.ofDays(1));

    private static Customer demo;

    @BeforeAll
    static void start() {
        demo = Customer.demo(Hub.sandbox());
    }

    @Test
    void aMessageThatWaitsIsMovedAndThenSentAtOnce() {
        String id = demo.send(message("+79168810100", ""));
        Instant later = TOMORROW.plusSeconds(60);
        JsonNode moved = answer(patch(id, "{'sendAt': '" + later + "'}"), 200);
        assertThat(moved.get("status").asText()).isEqualTo("scheduled");
        assertThat(answer(patch(id, "{'sendAt': null}"), 200).get("status").asText()).isEqualTo("accepted");
        JsonNode message = demo.ended(id);
        assertThat(message.get("status").asText()).isEqualTo("delivered");
        assertThat(each(message.get("timeline"), "event")).contains("rescheduled");
        answer(patch(id, "{'sendAt': '" + later + "'}"), 409);
    }

    @Test
    void anUnknownMessageAndAMissingTimeAreToldApart() {
        answer(patch("01JAAAAAAAAAAAAAAAAAAAAAAA", "{'sendAt': null}"), 404);
        String id = demo.send(message("+79168810101", ""));
        assertThat(each(answer(patch(id, "{}"), 400).get("errors"), "pointer")).containsExactly("/sendAt");
        answer(patch(id, "{'sendAt': null, 'sendAtLocal': '2026-12-01T10:00'}"), 400);
    }

    @Test
    void byTagTheAnswerIsTheTruthOfEach() {
        String tag = "'tags': {'course': 'moved'}";
        String first = demo.send(message("+79168810200", tag));
        String second = demo.send(message("+79168810201", tag));
        String ended = demo.send("{'to':{'phone':'+79168810202'},'text':'x'," + tag + "}");
        demo.ended(ended);
        LocalDate day = LocalDate.now().plusDays(3);
        JsonNode page = answer(demo.post("/api/v1/messages/reschedule",
                "{'tag': {'course': 'moved'}, 'limit': 1, 'sendAtLocal': '" + day + "T10:00'}"), 200);
        assertThat(each(page.get("results"), "id")).containsExactly(first);
        assertThat(page.at("/results/0/sendAt").asText()).isEqualTo(day + "T07:00:00Z"); // the account's clock is Moscow's
        JsonNode rest = answer(demo.post("/api/v1/messages/cancel",
                "{'tag': {'course': 'moved'}, 'cursor': '" + page.get("next").asText() + "'}"), 200);
        assertThat(each(rest.get("results"), "id")).containsExactly(second);
        assertThat(each(rest.get("results"), "status")).containsExactly("cancelled");
        assertThat(rest.get("next").isNull()).isTrue();
        HttpResponse<String> lines =
                demo.post("/api/v1/messages/cancel", "{'tag': {'course': 'moved'}}", "Accept", "application/x-ndjson");
        assertThat(lines.body().lines()).singleElement().asString().contains(first, "cancelled", "+79168810200");
        assertThat(demo.message(second).get("status").asText()).isEqualTo("cancelled");
        assertThat(each(answer(demo.post("/api/v1/messages/cancel", "{'tag': {}}"), 400).get("errors"), "pointer"))
                .containsExactly("/tag");
    }

    @Test
    void aLocalTimeIsReadOnTheNumbersClock() {
        LocalDate day = LocalDate.now().plusDays(3);
        JsonNode sent = answer(demo.post("/api/v1/messages",
                "{'to':{'phone':'+74232123456'},'text':'x','channels':[{'channel':'sms'}],'sendAtLocal':'" + day + "T10:00'}"), 202);
        assertThat(sent.get("status").asText()).isEqualTo("scheduled");
        answer(demo.delete("/api/v1/messages/" + sent.get("id").asText()), 200);
    }

    private static HttpResponse<String> patch(String id, String body) {
        return Hub.send(demo.hub().request("/api/v1/messages/" + id)
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(Customer.json(body))));
    }

    /** For tomorrow. */
    private static String message(String phone, String more) {
        return "{'to':{'phone':'" + phone + "'},'text':'later','sendAt':'" + TOMORROW + "'" + (more.isEmpty() ? "" : "," + more) + "}";
    }
}
