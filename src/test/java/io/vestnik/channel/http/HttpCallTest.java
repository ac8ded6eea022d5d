package io.vestnik.channel.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import io.vestnik.channel.Submission;
import io.vestnik.message.MessageClass;
import io.vestnik.settings.ProviderSettings;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a call makes of answers, without a wire. */
class HttpCallTest {

    private static final String DESCRIPTION =
            """
            description: x
            text: 10
            split: true
            request: {url: "{uri}/x", query: "{to, text, n: null, several: [1, 2], object: {a: 1}}", method: GET}
            answer: {id: .id, moved: .to, retry-after: .wait}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a text in two parts | 200 | {\"id\": 1}    | unknown   | part 2: late",
        "one part            | 400 | {\"to\": \"2\"} | transient | late"
    })
    void noFurtherRequestIsMadeWhenItsRowMayBeJudged(String text, int status, String answer, String outcome, String code) throws Exception {
        HttpCall call = call(text, Instant.now());
        assertThat(call.isOpen()).isTrue();
        call.hear(status, Map.of(), answer.getBytes(StandardCharsets.UTF_8));
        assertThat(call.isOpen()).isFalse();
        assertThat(call.getOutcome()).isEqualTo(outcome);
        assertThat(call.getCode()).isEqualTo(code);
    }

    @Test
    void fieldsAreEncodedAndNullsLeftOut() throws Exception {
        HttpCall call = call("a&b=c я", Instant.now());
        assertThat(call.getRequest().path()).isEqualTo("/api/x?to=1&text=a%26b%3Dc+%D1%8F&several=1&several=2&object=%7B%22a%22%3A1%7D");
        assertThat(call.getRequest().isEmpty()).isTrue();
        assertThat(call.getRequest().getPlace()).isEqualTo("https://api.example/a");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "-                             | {\"wait\": 7}       | PT7S",
        "-                             | {\"wait\": 1.5}     | PT2S",
        "3                             | {\"wait\": 7}       | PT7S",
        "3                             | {}                  | PT3S",
        "86400                         | {}                  | PT1H",
        "-                             | {\"wait\": -7}      | -",
        "0                             | {}                  | -",
        "soon                          | {}                  | -",
        "Sun, 06 Nov 1994 08:49:37 GMT | {}                  | -"
    })
    void aProviderSaysHowLongItWantsToBeLeftAlone(String header, String body, Duration asked) throws Exception {
        HttpCall call = call("hello", Instant.now().plusSeconds(60));
        call.hear(429, header == null ? Map.of() : Map.of("retry-after", header), body.getBytes(StandardCharsets.UTF_8));
        assertThat(call.getOutcome()).isEqualTo("throttled");
        assertThat(call.getRetryAfter()).isEqualTo(asked);
    }

    private static HttpCall call(String text, Instant sendBy) throws DescriptionFaults {
        ProviderSettings settings = new ProviderSettings(
                "a", URI.create("https://api.example/api/"), "trx", 1, false, 4, null, 1, "as-is", Map.of(), Map.of(), Map.of(), null, null,
                null, null, Map.of(), Duration.ofSeconds(12), BigDecimal.ZERO);
        Submission submission = new Submission(
                "01JD", "m", "demo", "x", "a", MessageClass.SERVICE, "1", "SCHOOL", text, 1, 1, 1, Instant.now().plusSeconds(600), sendBy);
        return new HttpCall(HttpApi.read("x", DESCRIPTION.getBytes(StandardCharsets.UTF_8)), submission, settings, NullNode.getInstance());
    }
}
