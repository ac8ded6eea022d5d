package io.vestnik.harness;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Chromium on a phone, driven by W3C WebDriver. Where it is not installed the test is skipped. */
public final class Browser implements AutoCloseable {

    public static final String TAB = "\uE004";
    public static final String ENTER = "\uE007";
    public static final String SPACE = " ";

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final List<String> ARGUMENTS = List.of(
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process driver;
    private final String session;

    /** @param language BCP 47: what it asks for pages in */
    public Browser(String language) throws IOException {
        assumeTrue(Files.exists(CHROMIUM) && Files.exists(DRIVER), "skipped: chromium and chromium-driver are not installed");
        int port = Hub.freePort();
        driver = new ProcessBuilder(DRIVER.toString(), "--port=" + port)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        String base = "http://127.0.0.1:" + port;
        try {
            await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> call("GET", base + "/status", null).get("ready").asBoolean());
            Map<String, Object> options = Map.of(
                    "binary", CHROMIUM.toString(), "args", ARGUMENTS, "prefs", Map.of("intl.accept_languages", language),
                    "mobileEmulation", Map.of("deviceMetrics", Map.of("width", 360, "height", 740, "pixelRatio", 2.0, "touch", true)));
            JsonNode started = call(
                    "POST", base + "/session", Map.of("capabilities", Map.of("alwaysMatch", Map.of("goog:chromeOptions", options))));
            session = base + "/session/" + started.get("sessionId").asText();
        } catch (RuntimeException e) {
            driver.destroy();
            throw e;
        }
    }

    public void open(String url) {
        call("POST", session + "/url", Map.of("url", url));
    }

    /** What a script's {@code return} gives. */
    public JsonNode ask(String script, Object... arguments) {
        return call("POST", session + "/execute/sync", Map.of("script", script, "args", arguments));
    }

    /** On the keyboard, once. */
    public void press(String key) {
        List<Map<String, String>> strokes = List.of(Map.of("type", "keyDown", "value", key), Map.of("type", "keyUp", "value", key));
        call("POST", session + "/actions", Map.of("actions", List.of(Map.of("type", "key", "id", "keyboard", "actions", strokes))));
    }

    private static JsonNode call(String method, String url, Object body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(Duration.ofSeconds(60))
                    .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                    .build();
            JsonNode answer = JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body()).get("value");
            if (answer.hasNonNull("error")) {
                throw new IllegalStateException(answer.get("error").asText() + ": " + answer.path("message").asText());
            }
            return answer;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            call("DELETE", session, null);
        } finally {
            driver.destroy();
        }
    }
}
