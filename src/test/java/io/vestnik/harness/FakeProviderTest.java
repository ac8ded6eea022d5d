package io.vestnik.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The provider of the contract tests can tell when it was not treated as its script says. */
class FakeProviderTest {

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofMillis(500)).build();
    private FakeProvider fake;

    @BeforeEach
    void start() throws IOException {
        fake = new FakeProvider();
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void answersInTheOrderOfItsScriptAndKeepsWhatItWasAsked() throws Exception {
        fake.answer(FakeAnswer.json(200, "{\"ok\":1}"), FakeAnswer.of(429, "text/plain", "later").header("Retry-After", "7"));
        assertThat(post("/a%20b?x=%2B1", "да").body()).isEqualTo("{\"ok\":1}");
        assertThat(post("/c", "").headers().firstValue("Retry-After")).hasValue("7");
        assertThat(fake.requests()).extracting(FakeRequest::path).containsExactly("/a%20b", "/c");
        assertThat(fake.requests().get(0).query()).containsEntry("x", "+1");
        assertThat(fake.requests().get(0).text()).isEqualTo("да");
        fake.verify();
    }

    @Test
    void complainsOfAnAnswerThatNobodyAskedFor() {
        fake.answer(FakeAnswer.empty(200));
        assertThatThrownBy(fake::verify).isInstanceOf(AssertionError.class);
        fake.forget();
        assertThatCode(fake::verify).doesNotThrowAnyException();
    }

    @Test
    void complainsOfARequestThatHasNoAnswer() {
        assertThatThrownBy(() -> post("/", "x")).isInstanceOf(IOException.class);
        assertThatThrownBy(fake::verify).hasMessageContaining("POST /");
    }

    @Test
    void breaksOffBeforeItReads() throws IOException {
        fake.answer(FakeAnswer.unread());
        try (Socket socket = new Socket("127.0.0.1", URI.create(fake.url()).getPort())) { // java.net.http would ask again
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
        }
        fake.verify();
        assertThat(fake.requests()).isEmpty();
    }

    @Test
    void breaksOffWithoutAnAnswer() {
        fake.answer(FakeAnswer.unanswered());
        assertThatThrownBy(() -> post("/", "x")).isInstanceOf(IOException.class);
        assertThat(fake.requests()).hasSize(1);
        fake.verify();
    }

    @Test
    void breaksOffInTheMiddle() {
        fake.answer(FakeAnswer.json(200, "{\"status\":\"ok\"}").cut());
        assertThatThrownBy(() -> post("/", "x")).isInstanceOf(IOException.class);
        assertThat(fake.requests()).hasSize(1);
        fake.verify();
    }

    @Test
    void keepsSilent() {
        fake.answer(FakeAnswer.silent());
        assertThatThrownBy(() -> post("/", "x")).isInstanceOf(HttpTimeoutException.class);
        fake.verify();
    }

    @Test
    void hasPlacesWhereNobodyIs() throws IOException {
        String nobody = fake.nobody();
        String crowded = fake.crowded();
        assertThatThrownBy(() -> client.send(request(nobody, ""), HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(ConnectException.class);
        assertThatThrownBy(() -> client.send(request(crowded, ""), HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(HttpConnectTimeoutException.class);
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return client.send(request(fake.url() + path, body), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest request(String url, String body) {
        return HttpRequest.newBuilder(URI.create(url))
                .POST(HttpRequest.BodyPublishers.ofString(body)).timeout(Duration.ofSeconds(2)).build();
    }
}
