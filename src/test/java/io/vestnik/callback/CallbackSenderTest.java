package io.vestnik.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.standardwebhooks.Webhook;
import io.vestnik.harness.Sink;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.vestnik.callback.Result.Kind;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class CallbackSenderTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Duration YOUNG = Duration.ofSeconds(1);
    private static final Duration OLD = Duration.ofHours(25);

    private final Queue<Result> results = new ConcurrentLinkedQueue<>();
    private Optional<String> secret = Optional.of(SECRET);
    private CallbackSender sender = sender(address -> true, Duration.ofSeconds(3));

    private CallbackSender sender(Predicate<InetAddress> allowed, Duration deadline) {
        CheckedNames names = new CheckedNames(InetAddress::getAllByName, allowed);
        return new CallbackSender(
                new CallbackClient(names, CallbackSender.MOST_IN_FLIGHT, deadline),
                new WebhookSignature(account -> secret),
                result -> {
                    results.add(result);
                    return CompletableFuture.completedFuture(result);
                },
                Clock.systemUTC());
    }

    @AfterEach
    void close() throws Exception {
        sender.close(Duration.ZERO);
    }

    @Test
    void postsASignedCloudEvent() throws Exception {
        try (Sink sink = Sink.answering(204)) {
            sender.send(List.of(callback("c1", sink.url(), YOUNG)));
            assertThat(next().kind()).isEqualTo(Kind.DONE);
            Sink.Request request = sink.requests.remove();
            assertThat(request.uri()).isEqualTo("/hook?key=s3cret");
            HttpHeaders headers = HttpHeaders.of(request.headers(), (name, value) -> true);
            assertThatCode(() -> new Webhook(SECRET).verify(request.body(), headers)).doesNotThrowAnyException();
            assertThat(headers.firstValue("webhook-id")).contains("c1");
            assertThat(headers.firstValue("Content-Type")).contains("application/cloudevents+json; charset=UTF-8");
            assertThat(headers.firstValue("User-Agent")).contains("Vestnik");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200, DONE", "202, DONE", "204, DONE", "410, DEAD", "302, RETRY", "307, RETRY", "400, RETRY", "401, RETRY",
        "404, RETRY", "429, RETRY", "500, RETRY", "503, RETRY"
    })
    void takesOnlySuccessForDone(int status, Kind kind) throws Exception {
        Sink.Behaviour redirecting = exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.getResponseHeaders().add("Set-Cookie", "a=b");
            exchange.sendResponseHeaders(status, -1);
        };
        try (Sink sink = new Sink(redirecting)) {
            sender.send(List.of(callback("c1", sink.url(), YOUNG)));
            Result result = next();
            assertThat(result.kind()).isEqualTo(kind);
            assertThat(result.reason()).isEqualTo(kind == Kind.DEAD ? "callback: HTTP " + status : null);
            assertThat(sink.requests).hasSize(1);
        }
    }

    @Test
    void waitsAsLongAsTheTargetAsks() throws Exception {
        Sink.Behaviour busy = exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "600");
            exchange.sendResponseHeaders(503, -1);
        };
        try (Sink sink = new Sink(busy)) {
            sender.send(List.of(callback("c1", sink.url(), YOUNG)));
            assertThat(next().delay()).isEqualTo(Duration.ofMinutes(10));
        }
    }

    @Test
    void makesTheLastAttemptAtTheEndOfADayAndThenGivesUp() throws Exception {
        try (Sink sink = Sink.answering(500)) {
            sender.send(List.of(callback("c1", sink.url(), Callback.LIFE.minusSeconds(2))));
            assertThat(next().delay()).isEqualTo(Duration.ofSeconds(2));
            sender.send(List.of(callback("c2", sink.url(), OLD)));
            assertThat(next().reason()).isEqualTo("callback: HTTP 500");
            assertThat(sink.requests).hasSize(2);
        }
    }

    @Test
    void dropsABodyThatIsLongOrNeverEnds() throws Exception {
        Sink.Behaviour talking = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 1_000; i++) {
                exchange.getResponseBody().write(new byte[16 * 1024]);
            }
        };
        Sink.Behaviour trickling = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write(1);
                exchange.getResponseBody().flush();
                Sink.takes(Duration.ofMillis(100));
            }
        };
        for (Sink.Behaviour behaviour : List.of(talking, trickling)) {
            try (Sink sink = new Sink(behaviour)) {
                sender.send(List.of(callback("c1", sink.url(), YOUNG)));
                assertThat(next().kind()).isEqualTo(Kind.DONE);
            }
        }
    }

    @Test
    void letsAHangingTargetStallNobody() throws Exception {
        try (Sink.Hanging hanging = new Sink.Hanging();
                Sink good = Sink.answering(200)) {
            List<Callback> batch = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                batch.add(callback("h" + i, hanging.url(), YOUNG));
                batch.add(callback("g" + i, good.url(), YOUNG));
            }
            long start = System.nanoTime();
            sender.send(batch);
            await().atMost(Duration.ofMillis(2_900)).until(() -> good.requests.size() == 200);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            await().atMost(Duration.ofSeconds(10)).until(() -> results.size() == 400);
            assertThat(results.stream().filter(r -> r.kind() == Kind.DONE)).hasSize(200);
            assertThat(results.stream().filter(r -> r.kind() == Kind.RETRY)).hasSize(4);
            assertThat(results.stream().filter(r -> r.kind() == Kind.WAIT)).hasSize(196)
                    .allMatch(r -> r.delay().compareTo(Duration.ofSeconds(4)) > 0);
            sender.send(List.of(batch.get(0)));
            await().until(() -> results.size() == 401);
            assertThat(hanging.connections).hasValue(4);
        }
    }

    @Test
    void parksATargetThatRefusesConnections() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String url = "http://127.0.0.1:" + port + "/";
        sender.send(List.of(callback("c1", url, YOUNG)));
        assertThat(next().kind()).isEqualTo(Kind.RETRY);
        sender.send(List.of(callback("c2", url, YOUNG), callback("c3", url, OLD)));
        Result waiting = next();
        assertThat(waiting.kind()).isEqualTo(Kind.WAIT);
        assertThat(waiting.delay()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
        assertThat(next().reason()).isEqualTo("callback: the target does not answer");
    }

    @Test
    void sendsABurstInParallelButNeverOverTheBound() throws Exception {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (Sink sink = new Sink(exchange -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            Sink.takes(Duration.ofMillis(20));
            atOnce.decrementAndGet(); // before the answer: the next request may come as soon as it is out
            exchange.sendResponseHeaders(200, -1);
        })) {
            List<Callback> batch = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                batch.add(callback("c" + i, sink.url(), YOUNG));
            }
            sender.send(batch);
            await().atMost(Duration.ofSeconds(5)).until(() -> results.size() == 200);
            assertThat(results).allMatch(result -> result.kind() == Kind.DONE);
            assertThat(most).hasValueBetween(10, TargetLane.MOST_IN_FLIGHT);
        }
    }

    @Test
    void connectsToNoPrivateAddress() throws Exception {
        sender = sender(AddressGuard::allows, Duration.ofSeconds(3));
        try (Sink sink = Sink.answering(200)) {
            for (String host : List.of("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "127.1")) {
                sender.send(List.of(callback("c1", "http://" + host + ":" + sink.port() + "/", OLD)));
                assertThat(next().reason()).as(host).isIn("callback: address not allowed", "callback: not a URL that can be called");
            }
            sender.send(List.of(callback("c1", "http://localhost:" + sink.port() + "/", YOUNG)));
            assertThat(next().kind()).isEqualTo(Kind.RETRY);
            assertThat(sink.requests).isEmpty();
        }
    }

    @Test
    void talksToNoServerWhoseCertificateIsNotGood(@TempDir Path home) throws Exception {
        HttpsServer server = HttpsServer.create();
        server.setHttpsConfigurator(new HttpsConfigurator(selfSigned(home)));
        try (Sink sink = new Sink(server, exchange -> exchange.sendResponseHeaders(200, -1))) {
            sender.send(List.of(callback("c1", "https://localhost:" + sink.port() + "/", OLD)));
            assertThat(next().reason()).isEqualTo("callback: TLS");
            assertThat(sink.requests).isEmpty();
        }
    }

    @Test
    void givesUpWhereNothingCanBeCalledAndSendsNothingUnsigned() throws Exception {
        sender.send(List.of(callback("c1", "ftp://crm.example/", YOUNG)));
        assertThat(next().reason()).isEqualTo("callback: not a URL that can be called");
        secret = Optional.empty();
        try (Sink sink = Sink.answering(200)) {
            sender.send(List.of(callback("c2", sink.url(), OLD)));
            assertThat(next().reason()).isEqualTo("callback: the account has no secret");
            assertThat(sink.requests).isEmpty();
        }
    }

    @Test
    void finishesWhatIsInFlightAndHandsTheRestBack() throws Exception {
        try (Sink.Hanging hanging = new Sink.Hanging();
                Sink slow = new Sink(exchange -> {
                    Sink.takes(Duration.ofMillis(500));
                    exchange.sendResponseHeaders(200, -1);
                })) {
            List<Callback> batch = new ArrayList<>(List.of(callback("slow", slow.url(), YOUNG)));
            for (int i = 0; i < 10; i++) {
                batch.add(callback("h" + i, hanging.url(), YOUNG));
            }
            sender.send(batch);
            await().until(() -> hanging.connections.get() == 4);
            sender.close(Duration.ofSeconds(1));
            sender.send(List.of(callback("late", slow.url(), YOUNG)));
            assertThat(results).hasSize(12);
            assertThat(results.stream().filter(r -> r.kind() == Kind.DONE)).hasSize(1);
            assertThat(results.stream().filter(r -> r.kind() == Kind.WAIT && r.delay().isZero())).hasSize(11);
        }
    }

    @Test
    void logsNeitherBodyNorQueryNorSecret(CapturedOutput output) throws Exception {
        ((Logger) LoggerFactory.getLogger(CallbackSender.class)).setLevel(Level.INFO);
        try (Sink sink = Sink.answering(500)) {
            sender.send(List.of(callback("c1", sink.url(), YOUNG), callback("c2", sink.url(), OLD)));
            next();
            next();
            assertThat(output)
                    .contains("target=http://127.0.0.1:" + sink.port())
                    .doesNotContain("/hook", "s3cret", "whsec_", "{\"body\"");
        }
    }

    private Result next() {
        await().atMost(Duration.ofSeconds(10)).until(() -> !results.isEmpty());
        return results.remove();
    }

    private static Callback callback(String id, String url, Duration age) {
        return new Callback(id, "school", "m-" + id, url, "{\"body\":\"Привет\"}", null, 0, age);
    }

    private static SSLContext selfSigned(Path home) throws Exception {
        Path file = home.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost",
                        "-storetype", "PKCS12", "-storepass", "changeit", "-keystore", file.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor()).as(new String(keytool.getInputStream().readAllBytes())).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
