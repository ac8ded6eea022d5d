package io.vestnik.ingress.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.vestnik.accept.Accepted;
import io.vestnik.accept.KeyReused;
import io.vestnik.accept.RateExceeded;
import io.vestnik.audit.AccessLog;
import io.vestnik.ledger.Cancellation;
import io.vestnik.ledger.MessageHistory;
import io.vestnik.ledger.MessageRecord;
import io.vestnik.message.Button;
import io.vestnik.message.Content;
import io.vestnik.message.Media;
import io.vestnik.message.MessageClass;
import io.vestnik.message.NewMessage;
import io.vestnik.message.Step;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

/** The door by itself: what comes in by envelope goes on as the model has it, and back. */
class SoapDoorTest {

    private final Caller caller = new Caller(SoapSlice.url());

    @BeforeEach
    void reset() {
        SoapSlice.reset();
    }

    @Test
    void tellsItsContractToEveryone() {
        HttpResponse<String> answer = caller.anonymous().get("?wsdl");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("location=\"https://hub.example.org/soap/v1\"")
                .contains("SetConsent")
                .doesNotContain("127.0.0.1");
    }

    @Test
    void answersWithTheIdAndTheStatusAsTheContractShowsThem() {
        HttpResponse<String> answer = caller.call(Calls.good());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/xml");
        assertThat(answer.body())
                .contains("<v:SendMessageResponse xmlns:v=\"urn:vestnik:v1\"><v:id>01JDMESSAGE</v:id>"
                        + "<v:status>accepted</v:status></v:SendMessageResponse>");
        assertThat(answer.headers().map()).doesNotContainKeys("VestnikAccount", "operationName");
    }

    @Test
    void handsOnEverythingThatAMessageCanHave() {
        HttpResponse<String> answer = caller.call(Calls.operation("SendMessage", """
                <v:requestId>1c-000017</v:requestId>
                <v:message>
                  <v:to>
                    <v:phone> +7 916 123-45-67 </v:phone><v:email>anna@example.org</v:email>
                    <v:address channel="telegram">777</v:address>
                  </v:to>
                  <v:class>marketing</v:class>
                  <v:text> Вебинар 🎓 &amp; &lt;код&gt; </v:text>
                  <v:sender>SCHOOL</v:sender>
                  <v:channels>
                    <v:step><v:channel>telegram</v:channel><v:timeout>PT2M</v:timeout></v:step>
                    <v:step><v:channel>sms</v:channel><v:required>1</v:required></v:step>
                  </v:channels>
                  <v:validFor>PT1H</v:validFor>
                  <v:shortenLinks>false</v:shortenLinks>
                  <v:callback><v:url>https://crm.example/hook</v:url><v:events><v:event>sent</v:event></v:events></v:callback>
                  <v:tags><v:tag name="course">java-17</v:tag><v:tag name="empty"/></v:tags>
                </v:message>"""));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        NewMessage message = SoapSlice.ACCEPTED.get(0);
        assertThat(message.account()).isEqualTo("school");
        assertThat(message.to())
                .isEqualTo(Map.of("phone", "+79161234567", "email", "anna@example.org", "telegram", "777"));
        assertThat(message.messageClass()).isEqualTo(MessageClass.MARKETING);
        assertThat(message.text()).isEqualTo(" Вебинар 🎓 & <код> ");
        assertThat(message.plan())
                .containsExactly(
                        new Step("telegram", "777", Duration.ofMinutes(2), false, 1),
                        new Step("sms", "+79161234567", null, true, 1));
        assertThat(message.validFor()).isEqualTo(Duration.ofHours(1));
        assertThat(message.callbackUrl()).isEqualTo("https://crm.example/hook");
        assertThat(message.callbackEvents()).containsExactly("sent");
        assertThat(message.tags()).isEqualTo(Map.of("course", "java-17", "empty", ""));
        assertThat(message.idempotencyKey()).isEqualTo("1c-000017");
    }

    @Test
    void handsOnWhatGoesWithAText() {
        HttpResponse<String> answer = caller.call(Calls.send("""
                <v:to><v:phone>+79161234567</v:phone><v:address channel="telegram">777</v:address></v:to>
                <v:text>a</v:text>
                <v:media>
                  <v:file><v:url>https://school.example/a.jpg?size=2</v:url></v:file>
                  <v:file><v:type>document</v:type><v:url>https://school.example/plan</v:url><v:name>plan.pdf</v:name></v:file>
                </v:media>
                <v:buttons>
                  <v:button><v:text>Записаться</v:text><v:url>https://school.example/go</v:url></v:button>
                  <v:button><v:text>Нет</v:text><v:reply>no</v:reply></v:button>
                </v:buttons>
                <v:channels>
                  <v:step>
                    <v:channel>telegram</v:channel>
                    <v:success>read</v:success>
                    <v:template>
                      <v:name>soon</v:name><v:language>ru</v:language>
                      <v:header><v:url>https://school.example/a.png</v:url></v:header>
                      <v:body><v:value>Анна</v:value><v:value>10:00</v:value></v:body>
                      <v:buttons><v:button>w/17</v:button></v:buttons>
                    </v:template>
                  </v:step>
                  <v:step>
                    <v:channel>sms</v:channel>
                    <v:template>
                      <v:name>soon</v:name><v:language>en_US</v:language>
                      <v:header><v:text>Hi</v:text></v:header>
                      <v:body><v:value name="who">Anna</v:value></v:body>
                    </v:template>
                  </v:step>
                </v:channels>
                <v:order>given</v:order>
                <v:spread>PT1H</v:spread>"""));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        NewMessage message = SoapSlice.ACCEPTED.get(0);
        assertThat(message.content()).isEqualTo(new Content(
                List.of(new Media("image", "https://school.example/a.jpg?size=2", null), new Media("document", "https://school.example/plan", "plan.pdf")),
                List.of(new Button("Записаться", "https://school.example/go", null), new Button("Нет", null, "no")),
                Map.of(
                        "telegram", Map.of(
                                "name", "soon", "language", "ru", "header", Map.of("type", "image", "url", "https://school.example/a.png"),
                                "body", List.of("Анна", "10:00"), "buttons", List.of("w/17")),
                        "sms", Map.of("name", "soon", "language", "en_US", "header", "Hi", "body", Map.of("who", "Anna")))));
        assertThat(message.plan()).extracting(Step::success).containsExactly("read", null);
        assertThat(message.clock()).containsEntry("spread", "PT1H");
    }

    @Test
    void namesTheRequestIdThatWasUsedForAnotherMessage() {
        SoapSlice.accepting(message -> CompletableFuture.failedFuture(new KeyReused()));
        HttpResponse<String> answer = caller.call(Calls.good());
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("soap:Client", "ClientFault");
        assertThat(Calls.paths(answer)).containsExactly("/SendMessage/requestId");
    }

    @Test
    void saysWhenToComeBackOverTheRate() {
        SoapSlice.accepting(message -> CompletableFuture.failedFuture(new RateExceeded(Duration.ofSeconds(3))));
        HttpResponse<String> answer = caller.call(Calls.good());
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("soap:Server", "ServerFault", "<v:retryAfter>3</v:retryAfter>");
    }

    @Test
    void promisesNothingWithTheDatabaseAway() {
        SoapSlice.accepting(message -> CompletableFuture.supplyAsync(() -> {
            throw new DataAccessResourceFailureException("SELECT secret FROM org.postgresql");
        }));
        HttpResponse<String> answer = caller.call(Calls.good());
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("soap:Server", "ServerFault").doesNotContain("SELECT", "postgres", "Exception");
    }

    @Test
    void showsNothingOfItselfWhenItFails() {
        SoapSlice.accepting(message -> {
            throw new IllegalStateException("at io.vestnik.Secret(Secret.java:17)");
        });
        HttpResponse<String> answer = caller.call(Calls.good());
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("soap:Server", "ServerFault").doesNotContain("Secret", "Exception", ".java");
    }

    @Test
    void sendsTheGoodOnesOfABatchAndNamesTheBad() {
        String batch = Calls.operation("SendBatch", "<v:requestId>b7</v:requestId>"
                + Calls.message("<v:to><v:phone>+79161234567</v:phone></v:to><v:text>a</v:text>")
                + Calls.message("<v:to><v:phone>12</v:phone></v:to><v:text/><v:colour/><v:size/>")
                + Calls.message("<v:to><v:phone>+79161234568</v:phone></v:to><v:text>c</v:text>"));
        HttpResponse<String> answer = caller.call(batch);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .contains("<v:result><v:index>0</v:index><v:id>01JDMESSAGE</v:id></v:result>")
                .contains("<v:result><v:index>2</v:index><v:id>01JDMESSAGE</v:id></v:result>");
        assertThat(Calls.paths(answer))
                .containsExactlyInAnyOrder("/message/to/phone", "/message/text", "/message/colour", "/message/size");
        assertThat(SoapSlice.ACCEPTED).extracting(NewMessage::idempotencyKey).containsExactly("b7#0", "b7#2");
    }

    @Test
    void takesAThousandMessagesAtOnceAndNoMore() {
        String line = Calls.message("<v:to><v:phone>+79161234567</v:phone></v:to><v:text>a</v:text>");
        HttpResponse<String> full = caller.call(Calls.operation("SendBatch", line.repeat(1_000)));
        assertThat(full.statusCode()).isEqualTo(200);
        assertThat(SoapSlice.ACCEPTED).hasSize(1_000);
        HttpResponse<String> over = caller.call(Calls.operation("SendBatch", line.repeat(1_001)));
        assertThat(over.statusCode()).isEqualTo(500);
        assertThat(Calls.paths(over)).containsExactly("/SendBatch");
        assertThat(SoapSlice.ACCEPTED).hasSize(1_000);
    }

    @Test
    void failsABatchAsOneWhenNothingOfItIsSafe() {
        SoapSlice.accepting(message -> CompletableFuture.failedFuture(new DataAccessResourceFailureException("gone")));
        String line = Calls.message("<v:to><v:phone>+79161234567</v:phone></v:to><v:text>a</v:text>");
        HttpResponse<String> answer = caller.call(Calls.operation("SendBatch", line + line));
        assertThat(answer.body()).contains("soap:Server", "ServerFault");
    }

    @Test
    void whenTheDatabaseGoesAwayNoFurtherMessageOfABatchWaitsForIt() {
        AtomicInteger asked = new AtomicInteger();
        SoapSlice.accepting(message -> asked.incrementAndGet() == 1
                ? CompletableFuture.completedFuture(new Accepted("01JDA", "accepted", false))
                : CompletableFuture.failedFuture(new DataAccessResourceFailureException("gone")));
        String line = Calls.message("<v:to><v:phone>+79161234567</v:phone></v:to><v:text>a</v:text>");
        HttpResponse<String> answer = caller.call(Calls.operation("SendBatch", line.repeat(4)));
        assertThat(answer.body()).contains("<v:id>01JDA</v:id>", "<v:index>3</v:index><v:error>");
        assertThat(asked).hasValue(2);
    }

    @Test
    void saysWhichMessagesOfABatchTheHubCouldNotTake() {
        SoapSlice.accepting(message -> message.text().equals("b")
                ? CompletableFuture.failedFuture(new RateExceeded(Duration.ofSeconds(1)))
                : CompletableFuture.completedFuture(new Accepted("01JDA", "accepted", false)));
        String to = "<v:to><v:phone>+79161234567</v:phone></v:to>";
        HttpResponse<String> answer = caller.call(Calls.operation("SendBatch",
                Calls.message(to + "<v:text>a</v:text>") + Calls.message(to + "<v:text>b</v:text>")));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("<v:id>01JDA</v:id>", "<v:index>1</v:index><v:error>", "rate");
    }

    @Test
    void tellsAMessageAsRestDoes() {
        Instant at = Instant.parse("2026-11-23T07:00:00.5Z");
        when(SoapSlice.bean(MessageHistory.class).find("school", "01JDX"))
                .thenReturn(Optional.of(new MessageRecord(
                        "01JDX", "school", "delivered", "service",
                        Map.of("telegram", "777", "phone", "+79161234567"), at, at, null, Map.of("course", "java-17"),
                        List.of(new Media("image", "https://school.example/a.jpg", null)),
                        List.of(new Button("Записаться", null, "yes")),
                        List.of(new MessageRecord.Attempt("01JDD", "sms", "carrier-a", "+79161234567", "delivered", "p-1", 2, 1, at, at, null)),
                        List.of(new MessageRecord.Entry(at, "accepted", null, null, null),
                                new MessageRecord.Entry(at, "sent", "sms", "0x0", "control \u0001 character")))));
        HttpResponse<String> answer = caller.call(Calls.operation("GetMessage", "<v:id>01JDX</v:id>"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains(
                "<v:to><v:phone>+79161234567</v:phone><v:address channel=\"telegram\">777</v:address></v:to>",
                "<v:createdAt>2026-11-23T07:00:00.500Z</v:createdAt>",
                "<v:tags><v:tag name=\"course\">java-17</v:tag></v:tags>",
                "<v:media><v:file><v:type>image</v:type><v:url>https://school.example/a.jpg</v:url></v:file></v:media>",
                "<v:buttons><v:button><v:text>Записаться</v:text><v:reply>yes</v:reply></v:button></v:buttons>",
                "<v:deliveries><v:delivery><v:id>01JDD</v:id><v:channel>sms</v:channel>",
                "<v:timeline><v:entry><v:at>2026-11-23T07:00:00.500Z</v:at><v:event>accepted</v:event></v:entry>");
        assertThat(Schemas.breaches(answer.body())).isEmpty();
        verify(SoapSlice.bean(AccessLog.class)).note("school", "soap:demo", "getMessage", "01JDX", null, "127.0.0.1");
    }

    @Test
    void cancelsWhatIsNotOnTheWireYet() {
        Cancellation cancellation = SoapSlice.bean(Cancellation.class);
        when(cancellation.cancel("school", "01JDA")).thenReturn(Cancellation.Result.CANCELLED);
        when(cancellation.cancel("school", "01JDB")).thenReturn(Cancellation.Result.TOO_LATE);
        when(cancellation.cancel("school", "01JDC")).thenReturn(Cancellation.Result.UNKNOWN);
        HttpResponse<String> done = caller.call(Calls.operation("CancelMessage", "<v:id>01JDA</v:id>"));
        assertThat(done.body()).contains("<v:id>01JDA</v:id><v:status>cancelled</v:status>");
        for (String id : List.of("01JDB", "01JDC")) {
            HttpResponse<String> refused = caller.call(Calls.operation("CancelMessage", "<v:id>" + id + "</v:id>"));
            assertThat(refused.statusCode()).isEqualTo(500);
            assertThat(Calls.paths(refused)).containsExactly("/CancelMessage/id");
        }
    }

    @Test
    void recordsAConsent() {
        HttpResponse<String> answer = caller.call(Calls.operation("SetConsent", """
                <v:to><v:phone>+79161234567</v:phone></v:to><v:class>marketing</v:class><v:channel>sms</v:channel>
                <v:granted>true</v:granted><v:method>web-form</v:method><v:evidence>form 7</v:evidence>
                <v:at>2026-11-20T10:00:00+03:00</v:at>"""));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("<v:granted>true</v:granted>", "<v:at>2026-11-20T07:00:00Z</v:at>");
        assertThat(Schemas.breaches(answer.body())).isEmpty();
    }

    @Test
    void takesAUsernameTokenInsteadOfBasic() {
        HttpResponse<String> answer = caller.anonymous().call(Calls.token("магазин", "пароль:1", "PasswordText"), Calls.good());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(SoapSlice.ACCEPTED.get(0).account()).isEqualTo("shop");
    }

    @Test
    void takesPasswordsWithColonsAndLettersOfAnyScriptByBasic() {
        assertThat(caller.as("магазин", "пароль:1").call(Calls.good()).statusCode()).isEqualTo(200);
        assertThat(SoapSlice.ACCEPTED.get(0).account()).isEqualTo("shop");
    }

    @Test
    void aClientCannotSayWhoItIsByAHeader() {
        caller.with("VestnikAccount", "shop").with("operationName", "SetConsent").call(Calls.good());
        assertThat(SoapSlice.ACCEPTED.get(0).account()).isEqualTo("school");
    }

    @Test
    void everyFaultKeepsToTheContract() {
        for (HttpResponse<String> fault : List.of(
                caller.call(Calls.send("<v:to/>")),
                caller.call(Calls.operation("GetMessage", "")),
                caller.call("<nothing/>"))) {
            assertThat(fault.body()).contains("ClientFault");
            assertThat(Schemas.breaches(fault.body())).isEmpty();
        }
    }
}
