package io.vestnik.ingress.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What must not come in: each row says what is sent, the HTTP status, the fault, and every element that must be named. */
class SoapBadInputTest {

    private static final Caller CALLER = new Caller(SoapSlice.url());
    private static final String TO = "<v:to><v:phone>+79161234567</v:phone></v:to>";
    private static final String TEXT = "<v:text>a</v:text>";
    private static final String SEND = "/SendMessage/message";
    private static final String TEMPLATE = SEND + "/channels/step[1]/template";

    /** @param paths that the error list must have, and no other */
    private record Row(String what, Attempt attempt, int status, String code, List<String> paths) {}

    private interface Attempt {
        HttpResponse<String> run();
    }

    private final List<Row> rows = new ArrayList<>();

    @BeforeEach
    void reset() {
        SoapSlice.reset();
    }

    private void fault(String what, String body, String... paths) {
        rows.add(new Row(what, () -> CALLER.call(body), 500, "soap:Client", List.of(paths)));
    }

    private void envelope(String what, Attempt attempt, int status) {
        rows.add(new Row(what, attempt, status, "soap:Client", List.of("")));
    }

    private void security(String what, Attempt attempt, String code) {
        rows.add(new Row(what, attempt, 500, code, List.of()));
    }

    @TestFactory
    Stream<DynamicTest> refusesAndNamesWhatIsWrong() {
        forms();
        meanings();
        credentials();
        xml();
        sizes();
        return rows.stream().map(row -> dynamicTest(row.what(), () -> check(row)));
    }

    private void forms() {
        fault("no message", Calls.operation("SendMessage", ""), SEND);
        fault("no recipient", Calls.send(TEXT), SEND + "/to");
        fault("a recipient without address", Calls.send("<v:to/>" + TEXT), SEND + "/to");
        fault("no text", Calls.send(TO), SEND + "/text");
        fault("an empty text", Calls.send(TO + "<v:text/>"), SEND + "/text");
        fault("a text too long", Calls.send(TO + "<v:text>" + "я".repeat(10_001) + "</v:text>"), SEND + "/text");
        fault("a class that there is not", Calls.send(TO + "<v:class>urgent</v:class>" + TEXT), SEND + "/class");
        fault("an unknown element", Calls.send(TO + TEXT + "<v:colour>red</v:colour>"), SEND + "/colour");
        fault("two unknown elements", Calls.send(TO + TEXT + "<v:a/><v:b/>"), SEND + "/a", SEND + "/b");
        fault("an element of another namespace", Calls.send(TO + "<text xmlns=\"urn:x\">a</text>"), SEND + "/text");
        fault("an element twice", Calls.send(TO + TEXT + TEXT), SEND + "/text[2]");
        fault("elements out of order", Calls.send(TEXT + TO), SEND + "/text");
        fault("text between elements", Calls.send("so" + TO + TEXT), SEND);
        fault("elements in a text", Calls.send(TO + "<v:text>a<v:b/></v:text>"), SEND + "/text");
        fault("an attribute that there is not", Calls.send(TO + "<v:text lang=\"ru\">a</v:text>"), SEND + "/text");
        fault("no flag where one must be", Calls.send(TO + TEXT + "<v:shortenLinks>yes</v:shortenLinks>"), SEND + "/shortenLinks");
        fault("no time where one must be", Calls.send(TO + TEXT + "<v:sendAt>tomorrow</v:sendAt>"), SEND + "/sendAt");
        fault("a time without offset", Calls.send(TO + TEXT + "<v:sendAt>2026-11-23T10:00:00</v:sendAt>"), SEND + "/sendAt");
        fault("no duration where one must be", Calls.send(TO + TEXT + "<v:validFor>1h</v:validFor>"), SEND + "/validFor");
        fault("a negative duration", Calls.send(TO + TEXT + "<v:validFor>-PT1H</v:validFor>"), SEND + "/validFor");
        fault("a tag without a name", Calls.send(TO + TEXT + "<v:tags><v:tag>1</v:tag></v:tags>"), SEND + "/tags/tag[1]");
        fault("a tag with an empty name", Calls.send(TO + TEXT + "<v:tags><v:tag name=\"\">1</v:tag></v:tags>"), SEND + "/tags/tag[1]/@name");
        fault("a tag twice",
                Calls.send(TO + TEXT + "<v:tags><v:tag name=\"t\">1</v:tag><v:tag name=\"t\">2</v:tag></v:tags>"),
                SEND + "/tags/tag[@name='t']");
        fault("an address twice under two names",
                Calls.send("<v:to><v:phone>+79161234567</v:phone><v:address channel=\"phone\">+79161234568</v:address></v:to>" + TEXT),
                SEND + "/to/address[@channel='phone']");
        fault("21 tags", Calls.send(TO + TEXT + tags(21)), SEND + "/tags/tag[@name='t20']", SEND + "/tags");
        fault("a tag too long",
                Calls.send(TO + TEXT + "<v:tags><v:tag name=\"t\">" + "x".repeat(101) + "</v:tag></v:tags>"),
                SEND + "/tags/tag[@name='t']");
        fault("xsi:type", Calls.send(TO + "<v:text xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:type=\"v:Id\">a</v:text>"),
                SEND + "/text");
        fault("xsi:nil", Calls.send(TO + "<v:text xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:nil=\"true\"/>"), SEND + "/text");
        fault("a requestId too long", Calls.operation("SendMessage",
                "<v:requestId>" + "x".repeat(251) + "</v:requestId>" + Calls.message(TO + TEXT)), "/SendMessage/requestId");
        fault("a batch of none", Calls.operation("SendBatch", ""), "/SendBatch/message");
        fault("no id", Calls.operation("GetMessage", ""), "/GetMessage/id");
        fault("an id too long", Calls.operation("GetMessage", "<v:id>" + "x".repeat(65) + "</v:id>"), "/GetMessage/id");
        fault("nothing of a consent", Calls.operation("SetConsent", ""),
                "/SetConsent/to", "/SetConsent/class", "/SetConsent/granted", "/SetConsent/method");
        fault("a consent half wrong",
                Calls.operation("SetConsent", TO + "<v:granted>maybe</v:granted><v:method>telepathy</v:method>"),
                "/SetConsent/class", "/SetConsent/granted", "/SetConsent/method");
        fault("a registered template without its name",
                Calls.send(TO + TEXT + "<v:channels><v:step><v:channel>sms</v:channel><v:template><v:id>a</v:id></v:template></v:step></v:channels>"),
                TEMPLATE + "/name", TEMPLATE + "/language", TEMPLATE + "/id");
        fault("a named text twice",
                step("<v:body><v:value name=\"a\">1</v:value><v:value name=\"a\">2</v:value></v:body>"), TEMPLATE + "/body/value[@name='a']");
        fault("a template's text that is empty",
                step("<v:body><v:value name=\"a\"/></v:body>"), TEMPLATE + "/body/value[@name='a']");
        fault("an operation that there is not", Calls.operation("SendPigeon", ""), "");
        fault("an operation of another namespace", "<SendMessage xmlns=\"urn:x\"/>", "");
        fault("two operations", Calls.good() + Calls.good(), "");
        fault("an empty body", "", "");
    }

    private static String step(String template) {
        return Calls.send(TO + TEXT + "<v:channels><v:step><v:channel>sms</v:channel><v:template><v:name>a</v:name><v:language>ru</v:language>"
                + template + "</v:template></v:step></v:channels>");
    }

    private void meanings() {
        fault("a phone number that does not exist", Calls.send("<v:to><v:phone>12</v:phone></v:to>" + TEXT), SEND + "/to/phone");
        fault("no mail address", Calls.send("<v:to><v:email>anna</v:email></v:to>" + TEXT), SEND + "/to/email");
        fault("a channel that the hub has not",
                Calls.send("<v:to><v:address channel=\"pigeon\">7</v:address></v:to>" + TEXT),
                SEND + "/to/address[@channel='pigeon']");
        fault("another's sender", Calls.send(TO + TEXT + "<v:sender>BANK</v:sender>"), SEND + "/sender");
        fault("a step on an unknown channel",
                Calls.send(TO + TEXT + "<v:channels><v:step><v:channel>sms</v:channel></v:step>"
                        + "<v:step><v:channel>pigeon</v:channel></v:step></v:channels>"),
                SEND + "/channels/step[2]/channel");
        fault("a template, which is not built yet",
                Calls.send(TO + "<v:template><v:id>t</v:id></v:template>"), SEND + "/template");
        fault("a medium of no type",
                Calls.send(TO + TEXT + "<v:media><v:file><v:url>https://a.example/b</v:url></v:file></v:media>"), SEND + "/media/file[1]/type");
        fault("a button that is both",
                Calls.send(TO + TEXT + "<v:buttons><v:button><v:text>a</v:text><v:url>https://a.example</v:url><v:reply>b</v:reply></v:button></v:buttons>"),
                SEND + "/buttons/button[1]");
        fault("a header of neither kind", step("<v:header/>"), TEMPLATE + "/header/url");
        fault("a text with a name beside one without",
                step("<v:body><v:value>a</v:value><v:value name=\"b\">c</v:value></v:body>"), TEMPLATE + "/body");
        fault("success by click",
                Calls.send(TO + TEXT + "<v:channels><v:step><v:channel>sms</v:channel><v:success>click</v:success></v:step></v:channels>"),
                SEND + "/channels/step[1]/success");
        fault("several errors of every kind",
                Calls.send("<v:to><v:phone>12</v:phone><v:email>x</v:email></v:to><v:class>urgent</v:class><v:txt>a</v:txt>"
                        + "<v:sender>BANK</v:sender><v:channels><v:step><v:timeout>soon</v:timeout></v:step></v:channels>"),
                SEND + "/to/phone", SEND + "/to/email", SEND + "/class", SEND + "/txt", SEND + "/text", SEND + "/sender",
                SEND + "/channels/step[1]/channel", SEND + "/channels/step[1]/timeout");
        fault("an id that is no message's", Calls.operation("GetMessage", "<v:id>01JDXXXXXXXXXXXXXXXXXXXXXX</v:id>"), "/GetMessage/id");
    }

    private void credentials() {
        envelope("a wrong password", () -> CALLER.as("demo", "wrong").call(Calls.good()), 401);
        envelope("an unknown user", () -> CALLER.as("nobody", "demo").call(Calls.good()), 401);
        envelope("no credentials", () -> CALLER.anonymous().call(Calls.good()), 401);
        envelope("an API key", () -> CALLER.anonymous().with("Authorization", "Bearer demo-key").call(Calls.good()), 401);
        envelope("Basic that is no Base64", () -> CALLER.anonymous().with("Authorization", "Basic %%%").call(Calls.good()), 401);
        security("a token with a wrong password", token("demo", "wrong", "PasswordText"), "wsse:FailedAuthentication");
        security("a token of a type that there is not", token("demo", "demo", "PasswordHint"), "wsse:UnsupportedSecurityToken");
        security("a token of another account than Basic has",
                () -> CALLER.call(Calls.token("магазин", "пароль:1", "PasswordText"), Calls.good()),
                "wsse:FailedAuthentication");
        security("an empty Security header",
                () -> CALLER.anonymous().call("<w:Security xmlns:w=\"http://docs.oasis-open.org/wss/2004/01/"
                        + "oasis-200401-wss-wssecurity-secext-1.0.xsd\"/>", Calls.good()), "wsse:InvalidSecurity");
        security("a header that must be understood and is not",
                () -> CALLER.call("<x:Transaction xmlns:x=\"urn:x\" s:mustUnderstand=\"1\"/>", Calls.good()), "soap:MustUnderstand");
    }

    private static Attempt token(String user, String password, String type) {
        return () -> CALLER.anonymous().call(Calls.token(user, password, type), Calls.good());
    }

    private void xml() {
        String good = Caller.envelope(Calls.good());
        envelope("an envelope that breaks off", () -> CALLER.post(good.substring(0, good.length() - 12)), 500);
        envelope("a call that breaks off", () -> CALLER.post(good.substring(0, good.indexOf("<v:text>") + 3)), 500);
        envelope("something after the envelope", () -> CALLER.post(good + "<more/>"), 500);
        envelope("no XML", () -> CALLER.post("{\"to\": {}}"), 500);
        envelope("nothing", () -> CALLER.post(""), 500);
        security("no envelope", () -> CALLER.post(Calls.good()), "soap:VersionMismatch");
        envelope("a DOCTYPE", () -> CALLER.post("<!DOCTYPE a>" + good), 500);
        envelope("an entity of the caller's", () -> CALLER.post(withEntity("<!ENTITY x \"y\">")), 500);
        envelope("an external entity", () -> CALLER.post(withEntity("<!ENTITY x SYSTEM \"file:///etc/passwd\">")), 500);
        envelope("an external parameter entity",
                () -> CALLER.post("<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://127.0.0.1:1/x.dtd\"> %p;]>" + good), 500);
        envelope("an entity bomb", () -> CALLER.post(bomb()), 500);
        envelope("an entity never declared", () -> CALLER.call(Calls.send(TO + "<v:text>&x;</v:text>")), 500);
        envelope("U+0000", () -> CALLER.call(Calls.send(TO + "<v:text>&#0;</v:text>")), 500);
        envelope("bytes that are not UTF-8", () -> CALLER.post(
                good.replace("Привет", "caf\u00e9").getBytes(StandardCharsets.ISO_8859_1)), 500);
        envelope("a lone surrogate", () -> CALLER.call(Calls.send(TO + "<v:text>&#xD800;</v:text>")), 500);
        envelope("elements a thousand deep", () -> CALLER.call("<a>".repeat(1_000) + "</a>".repeat(1_000)), 500);
        envelope("a thousand attributes", () -> CALLER.call(attributes()), 500);
        envelope("100,000 elements", () -> CALLER.call(Calls.send("<v:a/>".repeat(100_000))), 500);
        envelope("JSON by its content type", () -> CALLER.post(BodyPublishers.ofString(good), "application/json"), 415);
        envelope("attachments", () -> CALLER.post(BodyPublishers.ofString(good), "multipart/related; boundary=x"), 415);
        envelope("a GET", () -> CALLER.get(""), 405);
    }

    private void sizes() {
        String long1 = Calls.send(TO + "<v:text>" + "a".repeat(2 << 20) + "</v:text>");
        envelope("a call over 1 MiB", () -> CALLER.call(long1), 413);
        envelope("a chunked call over 1 MiB", () -> CALLER.post(chunked(Caller.envelope(long1)), "text/xml"), 413);
        String line = Calls.message(TO + "<v:text>" + "я".repeat(9_000) + "</v:text><v:tags>" + "<!-- " + "x".repeat(40_000) + " --></v:tags>");
        String batch = Caller.envelope(Calls.operation("SendBatch", line.repeat(600)));
        envelope("a batch over 32 MiB", () -> CALLER.post(batch), 413);
        envelope("a chunked batch over 32 MiB", () -> CALLER.post(chunked(batch), "text/xml"), 413);
    }

    private static BodyPublisher chunked(String envelope) {
        return BodyPublishers.ofInputStream(() -> (InputStream) new ByteArrayInputStream(envelope.getBytes(StandardCharsets.UTF_8)));
    }

    private static void check(Row row) {
        SoapSlice.reset();
        HttpResponse<String> answer = row.attempt().run();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(row.status());
        assertThat(answer.body()).contains("<faultcode").contains(row.code() + "</faultcode>");
        assertThat(answer.body()).doesNotContain("Exception", "org.apache", "io.vestnik", "com.ctc", "cvc-", ".java", "root:");
        assertThat(Calls.paths(answer)).as(answer.body()).containsExactlyInAnyOrderElementsOf(row.paths());
        assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent()).isEqualTo(row.status() == 401);
        assertThat(SoapSlice.ACCEPTED).isEmpty();
    }

    private static String tags(int count) {
        StringBuilder tags = new StringBuilder("<v:tags>");
        for (int i = 0; i < count; i++) {
            tags.append("<v:tag name=\"t").append(i).append("\">1</v:tag>");
        }
        return tags.append("</v:tags>").toString();
    }

    private static String withEntity(String declaration) {
        return "<!DOCTYPE a [" + declaration + "]>" + Caller.envelope(Calls.send(TO + "<v:text>&x;</v:text>"));
    }

    private static String bomb() {
        StringBuilder entities = new StringBuilder("<!DOCTYPE a [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 30; i++) {
            entities.append("<!ENTITY a").append(i).append(" \"").append(("&a" + (i - 1) + ";").repeat(10)).append("\">");
        }
        return entities + "]>" + Caller.envelope(Calls.send(TO + "<v:text>&a29;</v:text>"));
    }

    private static String attributes() {
        StringBuilder element = new StringBuilder("<a");
        for (int i = 0; i < 1_000; i++) {
            element.append(" b").append(i).append("=\"1\"");
        }
        return element.append("/>").toString();
    }
}
