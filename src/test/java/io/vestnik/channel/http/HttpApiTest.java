package io.vestnik.channel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A description is read whole or refused whole, and each fault has its line. */
class HttpApiTest {

    private static final String GOOD =
            """
            description: The gateway of Partner Ltd
            channel: partner
            needs: [token]
            request:
              url: "{uri}/messages"
              headers: {Authorization: "Bearer {token}"}
              json: "{to, text}"
            answer:
              id: $.id
              errors: {"190": configuration}
            webhook:
              verify: {given: "{header.X-Token}", key: "{token}"}
              events: "{receipt: {id, state}}"
              states: {sent: enroute}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "description: The gateway of Partner Ltd | chanel: x                                   | 1: chanel: is not known",
        "description: The gateway of Partner Ltd | text: 10                                    | 1: description: is missing",
        "description: The gateway of Partner Ltd | description: ''                             | 1: description: is empty",
        "channel: partner                        | channel: My Partner                         | 2: channel: must be 1 to 32 of a-z, 0-9 and -",
        "channel: partner                        | {a: [                                       | is no YAML",
        "channel: partner                        | description: again                          | 2: description: is there twice",
        "channel: partner                        | tells: everything                           | 2: tells: must be one of accepted, delivered",
        "channel: partner                        | text: many                                  | 2: text: must be a number over 0",
        "channel: partner                        | split: yes                                  | 2: split: must be one of true, false",
        "channel: partner                        | split: true                                 | 2: split: says nothing without text",
        "channel: partner                        | window: 24h                                 | 2: window: must be a duration, as PT24H",
        "channel: partner                        | window: PT0S                                | 2: window: must be over 0",
        "channel: partner                        | start: https://t.me/bot                     | 2: start: must have {start} in it",
        "channel: partner                        | requests: []                                | 2: requests: exactly one of request and requests",
        "needs: [token]                          | needs: token                                | 3: needs: must be a list",
        "needs: [token]                          | needs: ['a b']                              | 3: needs: must have names of settings: a b is none",
        "url: \"{uri}/messages\"                 | url: https://evil.example/                  | 5: request.url: must begin with {uri}",
        "url: \"{uri}/messages\"                 | url: \"{uri}{to}\"                          | 5: request.url: must begin with {uri}",
        "url: \"{uri}/messages\"                 | url: \"{uri}/{to\"                          | 5: request.url: has a brace that is not of a {name}",
        "url: \"{uri}/messages\"                 | method: POST                                | 5: request.url: is missing",
        "headers: {Authorization: \"Bearer {token}\"} | headers: {\"a b\": x}                  | 6: request.headers: a b is not the name of a header",
        "headers: {Authorization: \"Bearer {token}\"} | headers: {Host: x}                     | 6: request.headers: Host is made by the hub",
        "headers: {Authorization: \"Bearer {token}\"} | method: STEAL                          | 6: request.method: must be one of GET, POST",
        "headers: {Authorization: \"Bearer {token}\"} | form: '{}'                             | 7: request.json: at most one of json, form and query",
        "headers: {Authorization: \"Bearer {token}\"} | header: {a: b}                         | 6: request.header: is not known",
        "json: \"{to, text}\"                    | json: \"{to, text\"                         | 7: request.json: is no jq",
        "json: \"{to, text}\"                    | json: '{to, text: upcase(.text)}'            | 7: request.json: calls upcase, which this jq has not",
        "json: \"{to, text}\"                    | json: [to]                                  | 7: request.json: must be a text",
        "id: $.id                                | id: $.messages[                             | 9: answer.id: is no jq",
        "id: $.id                                | ident: .id                                  | 9: answer.ident: is not known",
        "errors: {\"190\": configuration}        | errors: {\"190\": fatal}                    | 10: answer.errors.190: must be one of transient",
        "errors: {\"190\": configuration}        | errors: {\"/[/\": permanent}                | 10: answer.errors: /[/ is no pattern",
        "errors: {\"190\": configuration}        | errors: {\"9-1\": permanent}                | 10: answer.errors: 9-1 is a range without anything in it",
        "errors: {\"190\": configuration}        | errors: 190                                 | 10: answer.errors: must be a mapping",
        "verify: {given: \"{header.X-Token}\", key: \"{token}\"} | answer: ok                  | 12: webhook.verify: is missing",
        "verify: {given: \"{header.X-Token}\", key: \"{token}\"} | verify: {key: a}            | 12: webhook.verify.given: is missing",
        "verify: {given: \"{header.X-Token}\", key: \"{token}\"} | verify: {given: a}          | 12: webhook.verify.key: is missing",
        "verify: {given: \"{header.X-Token}\", key: \"{token}\"} | verify: {given: a, key: b, digest: crc} | 12: webhook.verify.digest: must be one of hmac-sha256",
        "verify: {given: \"{header.X-Token}\", key: \"{token}\"} | verify: {given: a, key: b, digest: md5} | 12: webhook.verify.key: is for hmac",
        "verify: {given: \"{header.X-Token}\", key: \"{token}\"} | verify: {given: a, key: b, over: c} | 12: webhook.verify.over: says nothing without digest",
        "events: \"{receipt: {id, state}}\"      | answer: ok                                  | webhook.events: is missing",
        "states: {sent: enroute}                 | states: {sent: gone}                        | 14: webhook.states.sent: must be one of enroute, delivered, undelivered, read",
        "states: {sent: enroute}                 | challenge: {answer: a}                      | 14: webhook.challenge.when: is missing",
        "states: {sent: enroute}                 | challenge: {when: ., answer: a, key: b}     | 14: webhook.challenge.given: given and key are there together"
    })
    void aFaultIsToldWithItsLine(String line, String wrong, String fault) {
        assertThat(GOOD).contains(line);
        DescriptionFaults refused = catchThrowableOfType(DescriptionFaults.class, () -> read(GOOD.replace(line, wrong)));
        assertThat(refused).as("refused").isNotNull();
        assertThat(refused.faults()).extracting(Object::toString).anySatisfy(told -> assertThat(told).contains(fault));
    }

    @Test
    void allFaultsAreToldAtOnce() {
        assertThatThrownBy(() -> read(GOOD.replace("channel: partner", "channel: P").replace("id: $.id", "id: '('")))
                .isInstanceOfSatisfying(DescriptionFaults.class, refused -> assertThat(refused.faults())
                        .extracting(DescriptionFaults.At::line).containsExactly(2, 9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "text"})
    void whatIsNoDescriptionIsRefused(String yaml) {
        assertThatThrownBy(() -> read(yaml)).isInstanceOf(DescriptionFaults.class);
    }

    @Test
    void aShortOneIsEnough() throws DescriptionFaults {
        HttpApi api = read("description: x\nrequest: {url: '{uri}'}");
        assertThat(api.channel()).isNull();
        assertThat(api.traits().tellsDelivery()).isFalse();
        assertThat(api.traits().foreign()).isFalse();
        assertThat(api.needs()).isEmpty();
        assertThat(api.start()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{to, text, id: (.id // empty)}", "def f(g): g | length; f(.a)", "[.a[] | select(.b) | {c, d: .e}]", "\"\\(.a | tojson)\"",
        ".a as $x | reduce .b[] as {c: $y} (0; . + $y) | not", "{\"a b\": 1, $x, (.k): @base64 \"x\"} # nothing", "if .a then .b elif .c then 1e5 else error end",
        "$headers[\"x-y\"] | ascii_downcase"
    })
    void functionsThatThereAreAreNotMissed(String jq) {
        assertThat(Jq.compile(jq)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"a, true", "c, false"})
    void inIsThereThoughTheLibraryHasItNot(String word, boolean in) throws Exception {
        assertThat(Jq.compile("IN(\"a\", \"b\")").first(TextNode.valueOf(word), Map.of()).booleanValue()).isEqualTo(in);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void theShippedOnesAreRight(Path file) throws IOException, DescriptionFaults {
        HttpApi.read(file.getFileName().toString().replace(".http.yaml", ""), Files.readAllBytes(file));
    }

    static List<Path> shipped() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes/egress"))) {
            return files.filter(file -> file.toString().endsWith(".http.yaml")).sorted().toList();
        }
    }

    /** The documentation is the specification. */
    @Test
    void theOneInTheDocumentationIsOne() throws IOException, DescriptionFaults {
        Matcher yaml = Pattern.compile("(?s)```yaml\n(.*?)```").matcher(Files.readString(Path.of("src/docs/channels/http.md")));
        assertThat(yaml.find()).isTrue();
        HttpApi api = read(yaml.group(1));
        assertThat(api.channel()).isEqualTo("partner");
        assertThat(api.traits().window()).isEqualTo(Duration.ofHours(24));
        assertThat(api.needs()).containsExactly("token", "sender-id");
        assertThat(api.webhook().challenge()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "headers: {X-Chat: '{session.chat}'}", "basic: 'a:{session.key}'", "sign: {header: S, key: '{session.key}'}",
        "sign: {header: S, key: '{token}', over: '{session.chat}'}", "when: .session"
    })
    void whereverAChatIsNamedItIsAskedFor(String line) throws DescriptionFaults {
        String yaml = "description: x\nrequest:\n  url: '{uri}'\n  ";
        assertThat(read(yaml + line).asksSession()).isTrue();
        assertThat(read(yaml + line.replace("session", "token")).asksSession()).isFalse();
    }

    private static HttpApi read(String yaml) throws DescriptionFaults {
        return HttpApi.read("partner", yaml.getBytes(StandardCharsets.UTF_8));
    }
}
