package io.vestnik.ingress.rest;

import static io.vestnik.ingress.rest.BadInputRow.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad calls over REST, against whatever hub a test class starts: each is told what is wrong, and stores nothing. */
abstract class BadInputTable {

    private static final Set<String> OUR_HEADERS = Set.of(
            "content-type", "content-length", "transfer-encoding", "connection", "keep-alive", "date", "www-authenticate", "allow");
    private static final String GOOD = "{'to': {'phone': '+79161234567'}, 'text': 'a'}";
    private static final String NO_ID = "01JAAAAAAAAAAAAAAAAAAAAAAA";
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** As {@code http://127.0.0.1:8080}. */
    abstract String baseUrl();

    /** Checks that the rows so far left nothing behind. */
    abstract void nothingIsStored() throws Exception;

    static Stream<BadInputRow> rows() {
        return Stream.of(keys(), bodies(), fields(), others()).flatMap(s -> s);
    }

    private static Stream<BadInputRow> keys() {
        return Stream.of(
                row("no key", 401).key(null).body(GOOD),
                row("a wrong key", 401).key("Bearer other").body(GOOD),
                row("an empty key", 401).key("Bearer ").body(GOOD),
                row("Basic instead of Bearer", 401).key("Basic ZGVtbzpkZW1v").body(GOOD),
                row("no key for an unknown path", 401).key(null).call("GET", "/api/v1/nothing"),
                row("another account by header", 401).key("Bearer x").header("VestnikAccount", "demo").body(GOOD));
    }

    private static Stream<BadInputRow> bodies() {
        byte[] huge = ("{\"text\": \"" + "a".repeat(1_100_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        byte[] utf16 = GOOD.replace('\'', '"').getBytes(StandardCharsets.UTF_16);
        byte[] broken = GOOD.replace('\'', '"').replace("\"a\"", "\"\u00e9\"").getBytes(StandardCharsets.ISO_8859_1);
        return Stream.of(
                row("no body", 400).at(""),
                row("broken JSON", 400).body("{'to': ").at(""),
                row("XML", 400).body("<message/>").at(""),
                row("two values", 400).body(GOOD + GOOD).at(""),
                row("an array", 400).body("[" + GOOD + "]").at("", "/to", "/text"),
                row("a name twice", 400).body("{'text': 'a', 'text': 'b', 'to': {}}").at(""),
                row("a deep nest", 400).body("[".repeat(5000)).at(""),
                row("Latin-1", 400).bytes(broken).at(""),
                row("UTF-16", 400).bytes(utf16).at(""),
                row("a huge body", 413).bytes(huge),
                row("a huge body in chunks", 413).chunked(huge),
                row("a form", 415).type("application/x-www-form-urlencoded").body("text=a"),
                row("text", 415).type("text/plain").body(GOOD),
                row("no content type", 415).type(null).body(GOOD),
                row("no such content type", 415).type("json").body(GOOD),
                row("another charset", 415).type("application/json; charset=windows-1251").body(GOOD),
                row("a serialised object", 415).type("application/x-java-serialized-object").body("x"),
                row("a packed body", 415).header("Content-Encoding", "gzip").body(GOOD));
    }

    private static Stream<BadInputRow> fields() {
        return Stream.of(
                row("nothing in it", 400).body("{}").at("/to", "/text"),
                row("no text", 400).body("{'to': {'phone': '+79161234567'}}").at("/text"),
                row("text is a number", 400).body("{'to': {'phone': '+79161234567'}, 'text': 1}").at("/text"),
                row("text too long", 400).body(with("'text': '" + "a".repeat(10_001) + "'")).at("/text"),
                row("U+0000", 400).body(with("'text': 'a\\u0000'")).at("/text"),
                row("a lone surrogate", 400).body(with("'text': 'a\\ud800'")).at("/text"),
                row("an unknown field", 400).body(with("'text': 'a', 'priority': 1")).at("/priority"),
                row("an unknown class", 400).body(with("'text': 'a', 'class': 'spam'")).at("/class"),
                row("a phone as a number", 400).body("{'to': {'phone': 79161234567}, 'text': 'a'}").at("/to/phone"),
                row("a bad number", 422).body("{'to': {'phone': '+7916'}, 'text': 'a'}").at("/to/phone"),
                row("a bad mail address", 422).body("{'to': {'email': 'anna'}, 'text': 'a'}").at("/to/email"),
                row("a contact", 422).body("{'to': {'contact': 'c'}, 'text': 'a'}").at("/to/contact"),
                row("another's sender", 422).body(with("'text': 'a', 'sender': 'BANK'")).at("/sender"),
                row("an unknown channel", 422).body(with("'text': 'a', 'channels': [{'channel': 'fax'}]")).at("/channels/0/channel"),
                row("a template", 422).body(with("'template': {'id': 't'}")).at("/template"),
                row("a time without offset", 400).body(with("'text': 'a', 'sendAt': '2026-11-23T10:00:00'")).at("/sendAt"),
                row("21 tags", 400).body(with("'text': 'a', 'tags': {" + "'t%d': '',".repeat(20).formatted(numbers()) + "'z': ''}")).at("/tags"),
                row("two at once", 422).body("{'to': {'phone': '1'}, 'text': 'a', 'sender': 'X'}").at("/to/phone", "/sender"),
                row("a key too long", 400).header("Idempotency-Key", "k".repeat(256)).body(GOOD).at(""));
    }

    private static Stream<BadInputRow> others() {
        return Stream.of(
                row("an unknown path", 404).call("GET", "/api/v1/nothing"),
                row("an id that is none", 404).call("GET", "/api/v1/messages/1"),
                row("an id with a traversal", 404).call("GET", "/api/v1/messages/%2e%2e"),
                row("a message that is not there", 404).call("GET", "/api/v1/messages/" + NO_ID),
                row("a matrix parameter", 404).call("GET", "/api/v1/messages;a=b"),
                row("a wrong method", 405).call("PUT", "/api/v1/messages").body(GOOD),
                row("a batch that is asked for", 405).call("GET", "/api/v1/messages/batch"),
                row("an unknown parameter", 400).call("GET", "/api/v1/messages?VestnikAccount=x").at("/VestnikAccount"),
                row("a limit of words", 400).call("GET", "/api/v1/messages?limit=many").at("/limit"),
                row("a limit of zero", 400).call("GET", "/api/v1/messages?limit=0").at("/limit"),
                row("a cursor of one's own", 400).call("GET", "/api/v1/messages?cursor=abc").at("/cursor"),
                row("a parameter twice", 400).call("GET", "/api/v1/messages?limit=1&limit=2").at("/limit"),
                row("an unknown status", 400).call("GET", "/api/v1/messages?status=lost").at("/status"),
                row("a tag without value", 400).call("GET", "/api/v1/messages?tag=course").at("/tag"),
                row("a date as a time", 400).call("GET", "/api/v1/messages?from=2026-01-01").at("/from"),
                row("a batch that is no array", 400).call("POST", "/api/v1/messages/batch").body(GOOD).at(""),
                row("a batch that is cut off", 400).call("POST", "/api/v1/messages/batch").body("[" + GOOD + ", ").at(""),
                row("a batch too large", 413).call("POST", "/api/v1/messages/batch").bytes(new byte[34_000_000]),
                row("a batch too long", 400).call("POST", "/api/v1/messages/batch").body("[" + "1,".repeat(10_000) + "1]").at(""),
                row("too many lines", 400).call("POST", "/api/v1/messages/batch").type("application/x-ndjson").body("1\n".repeat(10_001)).at(""),
                row("a consent without anything", 400).call("POST", "/api/v1/consents").body("{}").at("/to", "/class", "/granted", "/method"),
                row("a consent by telepathy", 400).call("POST", "/api/v1/consents").body(consent("'method': 'mind'")).at("/method"),
                row("a consent of tomorrow", 422).call("POST", "/api/v1/consents").body(consent("'method': 'call', 'at': '2999-01-01T00:00:00Z'")).at("/at"),
                row("an import without its time", 422).call("POST", "/api/v1/consents").body(consent("'method': 'import'")).at("/at"),
                row("evidence too large", 400).call("POST", "/api/v1/consents").body(consent("'method': 'call', 'evidence': '" + "e".repeat(4096) + "'")).at("/evidence"),
                row("consents of nobody", 400).call("GET", "/api/v1/consents").at("/phone"),
                row("consents of two", 400).call("GET", "/api/v1/consents/state?contact=c&phone=%2B79161234567").at("/phone"),
                row("a state at no moment", 400).call("GET", "/api/v1/consents/state?contact=c&at=2026-01-01").at("/at"),
                row("evidence of nobody", 400).call("GET", "/api/v1/consents/evidence").at("/phone"),
                row("a batch of consents that is none", 400).call("POST", "/api/v1/consents/batch").body("{}").at(""),
                row("too many consents", 400).call("POST", "/api/v1/consents/batch").type("application/x-ndjson").body("1\n".repeat(10_001)).at(""),
                row("a link for nobody", 400).call("POST", "/api/v1/subscription-links").body("{}").at("/to"),
                row("a link for two", 400).call("POST", "/api/v1/subscription-links").body("{'to': {'contact': 'c', 'email': 'a@example.org'}}").at("/to"),
                row("a link for ever", 422).call("POST", "/api/v1/subscription-links").body("{'to': {'contact': 'c'}, 'expiresIn': 'P9999D'}").at("/expiresIn"),
                row("consents of a bad number", 400).call("GET", "/api/v1/consents?phone=1").at("/phone"),
                row("a contact that is not there", 404).call("GET", "/api/v1/contacts/crm-404"),
                row("a contact's id that can't be", 404).call("GET", "/api/v1/contacts/a%20b"),
                row("a contact under such an id", 400).call("PUT", "/api/v1/contacts/" + "c".repeat(129)).body("{}").at(""),
                row("a contact of nothing", 422).call("POST", "/api/v1/contacts").body("{}").at(""),
                row("a contact with two ids", 422).call("PUT", "/api/v1/contacts/c").body("{'id': 'd'}").at("/id"),
                row("a contact of a contact", 400).call("PUT", "/api/v1/contacts/c").body("{'contact': 'd'}").at("/contact"),
                row("a contact without a planet", 422).call("PUT", "/api/v1/contacts/c").body("{'timezone': 'Mars/Olympus', 'phone': '1'}").at("/timezone", "/phone"),
                row("contacts of nobody", 400).call("GET", "/api/v1/contacts").at("/phone"),
                row("contacts of two addresses", 400).call("GET", "/api/v1/contacts?phone=%2B79161234567&email=a@example.org").at("/email"),
                row("contacts that are no array", 400).call("POST", "/api/v1/contacts/batch").body("{}").at(""),
                row("a suppression of nobody", 400).call("POST", "/api/v1/suppressions").body("{}").at("/to"),
                row("a suppression of two", 400).call("POST", "/api/v1/suppressions").body("{'to': {'phone': '+79161234567', 'email': 'a@example.org'}}").at("/to"),
                row("a suppression for a whim", 400).call("POST", "/api/v1/suppressions").body("{'to': {'phone': '+79161234567'}, 'reason': 'erased'}").at("/reason"),
                row("a suppression of a contact", 422).call("POST", "/api/v1/suppressions").body("{'to': {'contact': 'c'}}").at("/to/contact"),
                row("a suppression of yesterday", 422).call("POST", "/api/v1/suppressions").body("{'to': {'phone': '+79161234567'}, 'expires': '2020-01-01T00:00:00Z'}").at("/expires"),
                row("a suppression that is not there", 404).call("DELETE", "/api/v1/suppressions/1"),
                row("a lifting of nobody", 400).call("DELETE", "/api/v1/suppressions").at("/phone"),
                row("suppressions of a bad number", 400).call("GET", "/api/v1/suppressions?phone=1").at("/phone"),
                row("suppressions on no channel", 400).call("GET", "/api/v1/suppressions?channel=a%20b").at("/channel"),
                row("suppressions from nowhere", 400).call("GET", "/api/v1/suppressions?cursor=MTIz").at("/cursor"),
                row("a dead letter that is not there", 404).call("DELETE", "/api/v1/dead/" + NO_ID),
                row("a replay of nothing", 404).call("POST", "/api/v1/dead/" + NO_ID + "/replay"),
                row("a move with U+0000", 400).call("PATCH", "/api/v1/messages/" + NO_ID).body("{'sendAt': null, 'sendAtLocal': 'a\\u0000'}").at("/sendAtLocal", "/sendAtLocal"),
                row("a tag with U+0000", 400).call("POST", "/api/v1/messages/cancel").body("{'tag': {'course': 'a\\u0000'}}").at("/tag/course"),
                row("a moved tag with U+0000", 400).call("POST", "/api/v1/messages/reschedule").body("{'tag': {'course': 'a\\u0000'}, 'sendAt': null}").at("/tag/course"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void isTold(BadInputRow row) throws Exception {
        HttpResponse<String> answer = send(row);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(row.status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(answer.headers().map().keySet()).allMatch(name -> OUR_HEADERS.contains(name.toLowerCase()));
        assertThat(answer.headers().firstValue("www-authenticate").isPresent()).isEqualTo(row.status == 401);
        assertThat(answer.headers().firstValue("allow").isPresent()).isEqualTo(row.status == 405);
        assertThat(answer.body()).doesNotContain("Exception", "camel", "Camel", "io.vestnik", "jackson");
        JsonNode problem = new ObjectMapper().readTree(answer.body());
        assertThat(problem.get("status").intValue()).isEqualTo(row.status);
        assertThat(problem.fieldNames()).toIterable().containsExactly("type", "title", "status", "detail", "errors");
        List<String> pointers = new ArrayList<>();
        problem.get("errors").forEach(error -> pointers.add(error.get("pointer").textValue()));
        assertThat(pointers).isEqualTo(row.pointers);
        nothingIsStored();
    }

    private HttpResponse<String> send(BadInputRow row) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl() + row.path)).method(row.method, row.body);
        if (row.key != null) {
            request.header("Authorization", row.key);
        }
        if (row.contentType != null) {
            request.header("Content-Type", row.contentType);
        }
        if (!row.headers.isEmpty()) {
            request.headers(row.headers.toArray(String[]::new));
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static String with(String more) {
        return "{'to': {'phone': '+79161234567'}, " + more + "}";
    }

    private static String consent(String more) {
        return "{'to': {'phone': '+79161234567'}, 'class': 'marketing', 'granted': true, " + more + "}";
    }

    private static Object[] numbers() {
        return java.util.stream.IntStream.range(0, 20).boxed().toArray();
    }
}
