package io.vestnik.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Customer;
import io.vestnik.harness.FakeCarrier;
import io.vestnik.harness.Hub;
import io.vestnik.harness.Sink;
import io.vestnik.harness.SoapCall;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hub that tells all it can of what it does, in JSON: who a message belongs to is in it, what nobody may read is not. */
class LogTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String TRACEPARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";
    /** 24 bytes each. */
    private static final String CALLBACK_SECRET = "whsec_SECRETcallbackSECRETcallbackSECR";
    private static final String ALERT_SECRET = "whsec_SECRETalertSECRETalertSECRETaler";

    private static FakeCarrier carrier;
    private static Sink good;
    private static Sink bad;
    private static Hub hub;
    private static Customer school;
    private static String traced;
    private static List<JsonNode> lines;

    @BeforeAll
    static void sayEverything() throws IOException {
        carrier = FakeCarrier.start();
        good = Sink.answering(204);
        bad = Sink.answering(500);
        hub = Hub.start(
                Hub.newFolder("log"),
                "logging.structured.format.console=logstash",
                "logging.level.io.vestnik=DEBUG",
                "vestnik.unknown-wait=1s",
                "vestnik.callbacks.allow-private-addresses=true",
                "vestnik.accounts[0].id=school",
                "vestnik.accounts[0].api-keys[0]=SECRET-api-key",
                "vestnik.accounts[0].soap.user=school",
                "vestnik.accounts[0].soap.password=SECRET-soap-password",
                "vestnik.accounts[0].callback.secret=" + CALLBACK_SECRET,
                "vestnik.accounts[1].id=many",
                "vestnik.accounts[1].api-keys[0]=SECRET-many-key",
                "vestnik.accounts[1].rate=5",
                "vestnik.operators[0].name=op",
                "vestnik.operators[0].keys[0]=SECRET-operator-key",
                "vestnik.channels.sms.providers[0].name=carrier-a",
                "vestnik.channels.sms.providers[0].uri=" + carrier.uri().toString().replace(":secret@", ":SECRETpw@"),
                "vestnik.channels.sms.providers[1].name=carrier-b",
                "vestnik.channels.sms.providers[1].uri=" + carrier.uri(),
                "vestnik.alerts.url=" + bad.url().replace("s3cret", "SECRET-alert-url"),
                "vestnik.alerts.secret=" + ALERT_SECRET);
        school = new Customer(hub, "SECRET-api-key");
        overRest();
        overSoap();
        wrongKeys();
        carriersAndCallbacks();
        lines = read();
    }

    private static void overRest() {
        traced = school.send(
                "{'to':{'phone':'+79164440001'},'class':'transactional','text':'TEXT one','tags':{'n':'TEXT tag'},"
                        + "'callback':{'url':'" + good.url().replace("s3cret", "SECRET-hook") + "','events':['sent']}}",
                "traceparent", TRACEPARENT, "Idempotency-Key", "TEXT-key");
        school.ended(traced);
        school.post("/api/v1/messages", "{'to':{'phone':'+79164440001'},'text':'TEXT other'}", "Idempotency-Key", "TEXT-key");
        school.post("/api/v1/messages", "{'to':{'phone':'+79164440001'},'text':'TEXT broken");
        school.post("/api/v1/messages", "{'to':{'phone':'79164440001x'},'text':'TEXT','TEXTfield':'TEXT value'}");
        school.post("/api/v1/messages", "{'to':{'email':'MAIL.anna@example.org'},'text':'TEXT\\u0000 nul','sender':'TEXTsender'}");
        school.outcome("{'to':{'email':'0004.MAIL.anna@example.org'},'class':'transactional','text':'TEXT mail'}");
        school.outcome("{'to':{'phone':'+79164440001'},'class':'marketing','text':'TEXT sale'}");
        school.consent("{'phone':'+79164440001'}", "'class':'marketing','granted':false,'evidence':'TEXT form'");
        school.get("/api/v1/messages?to=%2B79164440001&TEXT=x");
        school.get("/api/v1/consents?phone=%2B79164440001");
        Hub.send(hub.request("/api/v1/messages/batch", "Authorization", "Bearer SECRET-api-key")
                .header("Content-Type", "application/x-ndjson")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(
                        "{\"to\":{\"phone\":\"+79164440002\"},\"text\":\"TEXT line\"}\nTEXT no json\n")));
        Customer many = new Customer(hub, "SECRET-many-key"); // most of it over the rate
        Stream.generate(() -> "{'to':{'phone':'+79164440003'},'text':'TEXT many'}")
                .limit(30)
                .forEach(message -> many.post("/api/v1/messages", message));
    }

    private static void overSoap() {
        SoapCall soap = new SoapCall(hub, "school", "SECRET-soap-password");
        soap.sendMessage("TEXT-1", "<v:to><v:phone>+79164440004</v:phone></v:to><v:text>TEXT soap</v:text>");
        soap.sendMessage("TEXT-2", "<v:to><v:phone>TEXT</v:phone></v:to><v:TEXT>TEXT soap</v:TEXT>");
        soap.call("TEXTop", "TEXT");
        soap.call("SendMessage", "<v:message>TEXT & TEXT</v:message>");
    }

    private static void wrongKeys() {
        new Customer(hub, "SECRET-wrong-key").get("/api/v1/messages");
        hub.get("/actuator/prometheus", "Authorization", "Bearer SECRET-wrong-key");
        new SoapCall(hub, "SECRET-user", "SECRET-wrong-password").call("GetMessage", "<v:id>1</v:id>");
    }

    private static void carriersAndCallbacks() throws IOException {
        List<String> ids = new ArrayList<>();
        carrier.answer("79164440005", 0x0B);
        carrier.answer("79164440006", 0x0A);
        carrier.answer("79164440007", 0x0D);
        String callback = "'callback':{'url':'" + bad.url().replace("s3cret", "SECRET-hook") + "'}";
        for (String end : List.of("5", "6")) {
            ids.add(school.send("{'to':{'phone':'+7916444000" + end + "'},'class':'transactional','text':'TEXT refused'," + callback + "}"));
        }
        ids.forEach(school::ended);
        carrier.dropAt(1);
        school.ended(school.send("{'to':{'phone':'+79164440008'},'class':'transactional','text':'TEXT lost'}"));
        school.send("{'to':{'phone':'+79164440007'},'class':'transactional','text':'TEXT circuit'}");
        carrier.reply("79164440009", "SCHOOL", "TEXT reply");
        carrier.deliver(0x04, 0, "79164440009", "SCHOOL", "TEXT no receipt".getBytes(StandardCharsets.US_ASCII));
        await().atMost(LONG).until(() -> hub.logText().contains("circuit_open") && hub.logText().contains("HTTP 500"));
        await().atMost(LONG).until(() -> good.requests.size() >= 2);
    }

    private static List<JsonNode> read() {
        return hub.logText().lines().map(LogTest::json).toList();
    }

    private static JsonNode json(String line) {
        try {
            return Hub.JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + line, e);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        hub.close();
        carrier.close();
        good.close();
        bad.close();
    }

    /** The library of the embedded PostgreSQL writes nothing here; nothing else does either. */
    @Test
    void everyLineIsJson() {
        assertThat(lines).hasSizeGreaterThan(50).allMatch(JsonNode::isObject);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TEXT", // of messages, tags, keys, evidence, replies, unknown fields
                "7916444", // phones, with and without +
                "MAIL", // mailboxes
                "anna@",
                "SECRET", // keys, passwords, hooks' queries, signing secrets
            })
    void hasNoTextNoAddressNoSecret(String mark) {
        assertThat(hub.logText().lines()).noneMatch(line -> line.contains(mark));
    }

    @Test
    void everyStateOfAMessageIsALineWithItsTrace() {
        List<JsonNode> of = lines.stream()
                .filter(line -> line.path("logger_name").asText().equals("io.vestnik.events"))
                .filter(line -> line.path("message_id").asText().equals(traced))
                .toList();
        assertThat(of).extracting(line -> line.get("message").asText())
                .containsSubsequence("accepted", "sending", "sent", "delivered", "delivered");
        assertThat(of).allMatch(line -> line.path("traceparent").asText().equals(TRACEPARENT));
        assertThat(of).filteredOn(line -> line.get("message").asText().equals("sent"))
                .singleElement()
                .satisfies(line -> assertThat(line.get("channel").asText()).isEqualTo("sms"));
    }

    @Test
    void aCallbackThatFailsSaysWhichMessageItIsOf() {
        assertThat(lines)
                .filteredOn(line -> line.path("message").asText().startsWith("callback target="))
                .isNotEmpty()
                .allMatch(line -> line.hasNonNull("message_id") && line.hasNonNull("traceparent"));
    }

    @Test
    void aTraceGoesFromTheRequestToTheCallback() throws IOException {
        List<String> spans = new ArrayList<>(List.of(TRACEPARENT));
        for (Sink.Request request : good.requests) {
            String header = request.headers().get("Traceparent").get(0);
            String extension = Hub.JSON.readTree(request.body()).get("traceparent").asText();
            assertThat(List.of(header, extension)).allMatch(span -> span.matches("00-" + TRACE + "-[0-9a-f]{16}-01"));
            spans.addAll(List.of(header, extension));
        }
        assertThat(spans).doesNotHaveDuplicates();
    }

    @Test
    void aTraceComesInBySoapToo() {
        String login = java.util.Base64.getEncoder()
                .encodeToString("school:SECRET-soap-password".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = Hub.send(hub.request("/soap/v1", "Authorization", "Basic " + login)
                .header("Content-Type", "text/xml; charset=utf-8")
                .header("traceparent", TRACEPARENT)
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(
                        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
                                + "<v:SendMessage xmlns:v=\"urn:vestnik:v1\"><v:message><v:to><v:phone>+79164440001</v:phone></v:to>"
                                + "<v:text>TEXT</v:text></v:message></v:SendMessage></s:Body></s:Envelope>")));
        String id = new SoapCall(hub, "school", "").id(answer);
        await().atMost(LONG).until(() -> hub.logText().lines()
                .anyMatch(line -> line.contains(id) && line.contains("\"accepted\"") && line.contains(TRACEPARENT)));
    }

    @Test
    void aHeaderThatIsNoTraceparentBeginsANewTrace() {
        String id = school.send("{'to':{'phone':'+79164440001'},'text':'TEXT'}", "traceparent", "TEXT-" + TRACE);
        await().atMost(LONG).until(() -> hub.logText().lines().anyMatch(line -> line.contains(id)
                && line.contains("\"accepted\"")
                && line.matches(".*\"traceparent\":\"00-[0-9a-f]{32}-[0-9a-f]{16}-00\".*")));
    }
}
