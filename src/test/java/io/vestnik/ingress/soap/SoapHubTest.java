package io.vestnik.ingress.soap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Hub;
import io.vestnik.harness.Token;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** The SOAP door of a whole hub: what comes in here is the same as what comes in by REST. */
class SoapHubTest {

    private static final Hub HUB = Hub.sandbox();
    private static final Caller CALLER = new Caller(HUB.url() + "/soap/v1");

    private static String message(String requestId, String phone, String more) {
        return Calls.operation("SendMessage", "<v:requestId>" + requestId + "</v:requestId>"
                + Calls.message("<v:to><v:phone>" + phone + "</v:phone></v:to><v:class>authorization</v:class>"
                        + "<v:text>Код 1234</v:text>" + more));
    }

    private static String id(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().replaceAll("(?s).*<v:id>([^<]*)</v:id>.*", "$1");
    }

    @Test
    void aMessageIsDeliveredAndToldWithItsTimeline() {
        String id = id(CALLER.call(message("hub-1", "+79160000000", "")));
        JsonNode byRest = HUB.ended(id);
        assertThat(byRest.at("/status").asText()).isEqualTo("delivered");
        HttpResponse<String> told = CALLER.call(Calls.operation("GetMessage", "<v:id>" + id + "</v:id>"));
        assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
        assertThat(told.body()).contains("<v:status>delivered</v:status>", "<v:deliveries><v:delivery>", "<v:timeline><v:entry>");
        assertThat(Schemas.breaches(told.body())).isEmpty();
    }

    @Test
    void theSameRequestIdGetsTheFirstAnswerAgain() {
        String call = message("hub-2", "+79160000000", "");
        assertThat(id(CALLER.call(call))).isEqualTo(id(CALLER.call(call)));
        HttpResponse<String> other = CALLER.call(message("hub-2", "+79160000002", ""));
        assertThat(Calls.paths(other)).containsExactly("/SendMessage/requestId");
    }

    @Test
    void onePathOfKeysForBothDoors() {
        String body = "{\"to\":{\"phone\":\"+79160000000\"},\"class\":\"authorization\",\"text\":\"Код 1234\"}";
        String byRest = HUB.send(body, "Idempotency-Key", "hub-3");
        assertThat(id(CALLER.call(message("hub-3", "+79160000000", "")))).isEqualTo(byRest);
    }

    @Test
    void aPlannedMessageIsCancelledOnce() {
        Instant later = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
        HttpResponse<String> planned = CALLER.call(message("hub-4", "+79160000000", "<v:sendAt>" + later + "</v:sendAt>"));
        assertThat(planned.body()).contains("<v:status>scheduled</v:status>");
        String cancel = Calls.operation("CancelMessage", "<v:id>" + id(planned) + "</v:id>");
        assertThat(CALLER.call(cancel).body()).contains("<v:status>cancelled</v:status>");
        assertThat(Calls.paths(CALLER.call(cancel))).containsExactly("/CancelMessage/id");
    }

    @Test
    void aConsentIsSeenByRest() {
        HttpResponse<String> set = CALLER.call(Calls.operation("SetConsent",
                "<v:to><v:phone>+79165550101</v:phone></v:to><v:class>marketing</v:class><v:granted>true</v:granted>"
                        + "<v:method>paper</v:method><v:evidence>folder 7</v:evidence>"));
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        JsonNode seen = Hub.json(HUB.get("/api/v1/consents?phone=%2B79165550101")).at("/consents/0");
        assertThat(seen.at("/granted").asBoolean()).isTrue();
        assertThat(seen.at("/evidence").asText()).isEqualTo("folder 7");
    }

    @Test
    void aDigestOpensOnce() {
        String header = Token.of("demo", "demo").header();
        String call = message("hub-5", "+79160000000", "");
        String id = id(CALLER.anonymous().call(header, call));
        assertThat(CALLER.anonymous().call(header, call).body()).contains("the Nonce was used before");
        assertThat(id(CALLER.anonymous().call(Token.of("demo", "demo").header(), call))).isEqualTo(id);
    }

    @Test
    void aBatchIsAnsweredLineByLine() {
        String line = Calls.message("<v:to><v:phone>+79160000000</v:phone></v:to><v:class>authorization</v:class><v:text>a</v:text>");
        String bad = Calls.message("<v:to><v:phone>12</v:phone></v:to><v:text>a</v:text>");
        HttpResponse<String> answer = CALLER.call(Calls.operation("SendBatch", line + bad + line));
        assertThat(answer.body()).contains("<v:index>0</v:index><v:id>", "<v:index>1</v:index><v:error>", "<v:index>2</v:index><v:id>");
        assertThat(Schemas.breaches(answer.body())).isEmpty();
    }
}
