package io.vestnik.examples;

import static io.vestnik.harness.Customer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Hub;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in under /hooks, and what reaches the route. The routes: src/test/resources/examples. */
class HooksTest {

    private static final String[] KEY = {"Authorization", "Bearer school-key"};

    private static Hub hub;

    @BeforeAll
    static void start() {
        hub = ExamplesHub.school().hub();
    }

    @Test
    void aRouteLearnsTheAccountOfTheKeyAndNotTheKey() {
        JsonNode told = answer(call("POST", "/hooks/probe", "hello", KEY), 200);
        assertThat(told.get("account").asText()).isEqualTo("school");
        assertThat(told.get("credentials").isNull()).isTrue();
        assertThat(told.get("text").asText()).isEqualTo("hello");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /hooks/probe", "GET, /hooks/probe", "GET, /hooks/nothing", "GET, /hooks", "POST, /hooks/%70robe",
        "POST, /%68ooks/probe", "POST, /hooks/below/a", "POST, /hooks/below/../../elsewhere", "POST, /hooks/probe;x=1",
        "POST, /aside", "POST, /api/..;/aside", "POST, /api/../aside", "POST, /soap/..;/aside", "POST, /actuator/..;/aside", "POST, /x/..;/aside",
    })
    void withoutAKeyAnythingIsRefusedAlike(String method, String path) throws Exception {
        assertThat(raw(method, path)).startsWith("HTTP/1.1 401 ").contains("application/problem+json");
    }

    @Test
    void aRouteAtAnotherPathIsLookedAfterToo() {
        assertThat(answer(call("POST", "/aside", "x", KEY), 200).get("account").asText()).isEqualTo("school");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Bearer demo-operator-key", "Basic c2Nob29sOnNjaG9vbC1rZXk=", "Bearer "})
    void aWrongKeyIsRefused(String credentials) {
        assertThat(call("POST", "/hooks/probe", "", "Authorization", credentials).statusCode()).isEqualTo(401);
    }

    @Test
    void aRouteThatAuthenticatesItselfSeesTheCredentialsAndNoAccount() {
        JsonNode told = answer(call("POST", "/hooks/open", "x", "Authorization", "Token theirs"), 200);
        assertThat(told.get("credentials").asText()).isEqualTo("Token theirs");
        assertThat(told.get("account").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hooks/probe", "/hooks/open"})
    void nobodyForgesWhatMeansSomethingInside(String path) {
        String form = "VestnikAccount=other&VestnikKey=a&CamelHttpUri=x";
        JsonNode told = answer(
                call("POST", path + "?VestnikAccount=other&vestnikkey=a&CamelFileName=x&%56estnikTo=y", form,
                        "Authorization", "Bearer school-key", "Content-Type", "application/x-www-form-urlencoded",
                        "VestnikAccount", "other", "vestnikkey", "k", "VESTNIKTO", "x", "CamelFileName", "x"),
                200);
        assertThat(told.get("account").asText()).isEqualTo(path.endsWith("probe") ? "school" : "null");
        assertThat(told.get("key").isNull()).isTrue();
        assertThat(told.get("names").asText().toLowerCase()).doesNotContain("vestnikto", "camelfilename");
        assertThat(told.get("text").asText()).as("a form stays a body").isEqualTo(form);
    }

    @Test
    void whatElseACallHasReachesTheRoute() {
        JsonNode told = answer(
                call("POST", "/hooks/probe?color=%D1%81%D0%B8%D0%BD%D0%B8%D0%B9", "привет",
                        "Authorization", "Bearer school-key", "Content-Type", "text/plain; charset=utf-8"),
                200);
        assertThat(told.get("color").asText()).isEqualTo("синий");
        assertThat(told.get("type").asText()).isEqualTo("text/plain; charset=utf-8");
        assertThat(told.get("text").asText()).isEqualTo("привет");
    }

    @Test
    void whereThereIsNoRouteThereIsNothing() {
        HttpResponse<String> nothing = call("POST", "/hooks/nothing", "", KEY);
        assertThat(answer(nothing, 404).get("detail").asText()).isEqualTo("There is no such path");
    }

    @Test
    void anotherMethodIsRefusedWithThoseThatWork() {
        HttpResponse<String> other = call("GET", "/hooks/probe", "", KEY);
        assertThat(other.statusCode()).isEqualTo(405);
        assertThat(other.headers().firstValue("Allow")).hasValue("POST");
    }

    @Test
    void aBodyOverAMebibyteIsRefused() {
        assertThat(call("POST", "/hooks/probe", "x".repeat(1 << 20), KEY).statusCode()).isEqualTo(200);
        HttpResponse<String> large = call("POST", "/hooks/probe", "x".repeat((1 << 20) + 1), KEY);
        assertThat(answer(large, 413).get("detail").asText()).contains("1048576");
    }

    @Test
    void anAnswerDoesNotSendTheCallersHeadersBack() {
        HttpResponse<String> told =
                call("POST", "/hooks/probe", "x", "Authorization", "Bearer school-key", "X-Secret", "s");
        assertThat(told.headers().map().keySet()).doesNotContain("x-secret", "vestnikaccount", "authorization");
    }

    @Test
    void aRouteThatNamesNoAccountFailsAndTellsNothingOutside() {
        HttpResponse<String> failed = call("POST", "/hooks/nobody", "{}", KEY);
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.body()).doesNotContain("Exception", "nobody");
        assertThat(hub.logText()).contains("header VestnikAccount: there is no account nobody");
    }

    private static HttpResponse<String> call(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(hub.url() + path))
                .method(method, BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return Hub.send(request);
    }

    /** The path as it is written: a client would tidy it up. */
    private static String raw(String method, String path) throws Exception {
        URI url = URI.create(hub.url());
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            String request = method + " " + path + " HTTP/1.1\r\nHost: hub\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
