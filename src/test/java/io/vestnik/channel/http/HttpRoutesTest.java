package io.vestnik.channel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.vestnik.channel.Answers;
import io.vestnik.channel.ChannelTraits;
import io.vestnik.channel.Outcome;
import io.vestnik.channel.Providers;
import io.vestnik.channel.SessionNews;
import io.vestnik.channel.Submission;
import io.vestnik.egress.Claim;
import io.vestnik.harness.Hub;
import io.vestnik.message.Button;
import io.vestnik.message.Content;
import io.vestnik.message.Media;
import io.vestnik.message.MessageClass;
import io.vestnik.sandbox.SandboxCarrier;
import io.vestnik.session.Sessions;
import io.vestnik.settings.ProviderSettings;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The shipped route of described providers behind the claim: whatever happens on the wire, one outcome follows. */
class HttpRoutesTest {

    private static final String DESCRIPTION =
            """
            description: A provider of the tests
            channel: partner
            tells: delivered
            text: 20
            split: true
            needs: [token]
            open:
              - when: .to == "new"
                url: "{uri}/{token}/chats"
                json: "{to}"
                keep: "{conversation: .id}"
            requests:
              - when: .template
                url: "{uri}/{token}/templates/{to}?v={v}"
                json: "{name: .template.name, to, session: .session.conversation}"
              - url: "{uri}/{token}/messages"
                headers: {Authorization: "Bearer {token}"}
                json: "{to, digits, text, number, sender, media, buttons}"
            answer:
              taken: .ok
              id: $.message.id
              code: .error.code
              retry-after: .error.wait
              moved: .error.to
              errors: {"7": blocked, "8": closed, "20-29": recipient}
            """;

    private static final BlockingQueue<Outcome> OUTCOMES = new LinkedBlockingQueue<>();
    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();
    private static final Sessions SESSIONS = Mockito.mock(Sessions.class);
    private static final List<String> SEEN = new CopyOnWriteArrayList<>();
    private static ScriptedApi api;
    private static HttpsServer forged;
    private static AnnotationConfigApplicationContext beans;

    @BeforeAll
    static void start() throws Exception {
        api = new ScriptedApi();
        Map<String, List<ProviderSettings>> configured = Map.of("partner", List.of(
                provider("a", api.url() + "/", Map.of("v", "1 & 2"), Duration.ofSeconds(5)),
                provider("slow", api.url(), Map.of(), Duration.ofMillis(300)),
                provider("shut", api.url().replace("http:", "https:"), Map.of(), Duration.ofSeconds(5)),
                provider("forged", "https://127.0.0.1:" + forged().getAddress().getPort(), Map.of(), Duration.ofSeconds(5)),
                provider("gone", "http://127.0.0.1:" + Hub.freePort(), Map.of(), Duration.ofSeconds(5))));
        beans = new AnnotationConfigApplicationContext();
        beans.registerBean("providers", Providers.class, () -> new Providers(configured, () -> 1));
        beans.registerBean("outcomes", Consumer.class, () -> (Consumer<Outcome>) OUTCOMES::add);
        beans.register(Answers.class, ChannelTraits.class, HttpApis.class, HttpCalls.class, ProviderHttp.class);
        beans.refresh();
        beans.getBean(HttpApis.class).publish(Map.of(
                "partner", HttpApi.read("partner", DESCRIPTION.getBytes(StandardCharsets.UTF_8))));
        for (String bean : List.of("providers", "answers", "httpCalls", "providerHttp")) {
            CAMEL.getRegistry().bind(bean, beans.getBean(bean));
        }
        CAMEL.getRegistry().bind("sessions", SESSIONS);
        CAMEL.getRegistry().bind("registeredTemplates", Mockito.mock(RegisteredTemplates.class));
        CAMEL.getRegistry().bind("claim", Mockito.mock(Claim.class));
        CAMEL.getRegistry().bind("sandboxCarrier", Mockito.mock(SandboxCarrier.class));
        CAMEL.getRegistry().bind("wireThreads", ForkJoinPool.commonPool());
        CAMEL.addComponent("jms-batch", new SedaComponent());
        for (String file : List.of("config/chat-errors", "config/http-errors", "egress/http")) {
            PluginHelper.getRoutesLoader(CAMEL).loadRoutes(ResourceHelper.fromString(
                    file + ".camel.yaml", Files.readString(Path.of("routes", file + ".camel.yaml"))));
        }
        CAMEL.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof CamelEvent.ExchangeSendingEvent sending) {
                    Exchange exchange = sending.getExchange();
                    SEEN.add(sending.getEndpoint() + " " + exchange.getMessage().getHeaders() + exchange.getMessage().getBody());
                }
            }
        });
        CAMEL.start();
    }

    @AfterAll
    static void stop() {
        CAMEL.stop();
        beans.close();
        api.close();
        forged.stop(0);
    }

    @BeforeEach
    void nothingYet() {
        OUTCOMES.clear();
        SEEN.clear();
        api.asked.clear();
        api.answers.clear();
        Mockito.reset(SESSIONS);
    }

    @Test
    void aMessageIsWhatItsDescriptionMakesOfIt() {
        api.answer(200, "{\"ok\": true, \"message\": {\"id\": 5741311803571721087}}");
        assertThat(send("a", "+79160000001", "Say \"hi\"\n", Content.TEXT_ALONE)).isEqualTo("Sent [5741311803571721087]");
        assertThat(api.asked).containsExactly(new ScriptedApi.Asked(
                "POST /s3cret%2Ftoken/messages",
                "Bearer s3cret/token",
                "application/json",
                "{\"to\":\"+79160000001\",\"digits\":\"79160000001\",\"text\":\"Say \\\"hi\\\"\\n\",\"number\":266439196,"
                        + "\"sender\":\"SCHOOL1\",\"media\":[],\"buttons\":[]}"));
    }

    @Test
    void whatRoutesSeeOfARequestIsNoSecret() {
        api.answer(200, "{\"ok\": true, \"message\": {\"id\": 1}}");
        send("a", "1", "hidden", Content.TEXT_ALONE);
        assertThat(SEEN).noneMatch(seen -> seen.contains("s3cret"));
        assertThat(SEEN).filteredOn(seen -> seen.startsWith("https:")).hasSize(1).noneMatch(seen -> seen.contains("hidden"));
    }

    @Test
    void aLongTextGoesInPartsWithMediaFirstAndButtonsLast() {
        api.answer(200, "{\"ok\": true, \"message\": {\"id\": \"m1\"}}");
        api.answer(200, "{\"ok\": true, \"message\": {\"id\": \"m2\"}}");
        Content content = new Content(
                List.of(new Media("image", "https://school.example/a.png?x", null)), List.of(new Button("Да", null, "yes")), Map.of());
        assertThat(send("a", "1", "twenty one characters and more", content)).isEqualTo("Sent [m1, m2]");
        assertThat(api.asked).hasSize(2);
        assertThat(api.asked.get(0).body()).contains(
                "\"twenty one\"", "\"media\":[{\"type\":\"image\",\"url\":\"https://school.example/a.png?x\",\"name\":\"a.png\"}]", "\"buttons\":[]");
        assertThat(api.asked.get(1).body()).contains("\"characters and more\"", "\"media\":[]", "\"buttons\":[{\"text\":\"Да\",\"reply\":\"yes\"}]");
    }

    @Test
    void aRegisteredTemplateGoesWithWhatIsKeptOfTheChat() {
        Mockito.when(SESSIONS.kept(any())).thenReturn("{\"conversation\": 17}");
        api.answer(200, "{\"ok\": true, \"message\": {\"id\": \"t\"}}");
        Content content = new Content(List.of(), List.of(), Map.of("partner", Map.of("name", "reminder")));
        assertThat(send("a", "1/2", "a text that is longer than this platform takes", content)).isEqualTo("Sent [t]");
        assertThat(api.asked).extracting(ScriptedApi.Asked::call, ScriptedApi.Asked::body).containsExactly(tuple(
                "POST /s3cret%2Ftoken/templates/1%2F2?v=1%20%26%202", "{\"name\":\"reminder\",\"to\":\"1/2\",\"session\":17}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "200 | {\"ok\": false, \"error\": {\"code\": 9}}                | Refused permanent 9 null",
        "200 | {\"ok\": false, \"error\": {\"code\": 23}}               | Refused recipient 23 null",
        "200 | welcome                                                  | Unknown HTTP 200",
        "200 | {\"ok\": true}                                           | Unknown HTTP 200",
        "429 | {\"error\": {\"wait\": 7}}                               | Refused throttled HTTP 429 PT7S",
        "401 | -                                                        | Refused configuration HTTP 401 null",
        "302 | -                                                        | Unknown HTTP 302",
        "400 | {\"error\": {\"code\": \"bad\\u0007thing\"}}            | Refused permanent bad thing null",
        "503 | busy                                                     | Refused transient HTTP 503 null",
        "200 | CUT                                                      | Unknown no_answer"
    })
    void whatAnAnswerMeans(int status, String body, String outcome) {
        api.answer(status, body == null ? "" : body.equals("CUT") ? null : body);
        assertThat(send("a", "1", "hello", Content.TEXT_ALONE)).isEqualTo(outcome);
        assertThat(api.asked).as("asked once").hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"7, blocked", "8, closed"})
    void aChatThatIsNotOpenIsToldToThoseWhoKeepChats(String code, String state) {
        api.answer(403, "{\"error\": {\"code\": " + code + "}}");
        assertThat(send("a", "1", "hello", Content.TEXT_ALONE)).isEqualTo("Refused permanent " + code + " null");
        await().untilAsserted(() -> Mockito.verify(SESSIONS).hear(Mockito.argThat(news -> {
            SessionNews told = news.get(0);
            return told.channel().equals("partner") && told.provider().equals("a") && told.address().equals("1") && told.state().equals(state);
        })));
    }

    @Test
    void aRecipientThatMovedIsFollowedOnce() {
        api.answer(400, "{\"error\": {\"to\": \"2\"}}");
        api.answer(200, "{\"ok\": true, \"message\": {\"id\": \"m\"}}");
        assertThat(send("a", "1", "hello", Content.TEXT_ALONE)).isEqualTo("Sent [m]");
        assertThat(api.asked.get(1).body()).contains("\"to\":\"2\"");
        api.answer(400, "{\"error\": {\"to\": \"2\"}}");
        api.answer(400, "{\"error\": {\"to\": \"3\"}}");
        assertThat(send("a", "1", "hello", Content.TEXT_ALONE)).isEqualTo("Refused recipient moved null");
    }

    @Test
    void whatFollowsAPartThatWasTakenIsUnknown() {
        api.answer(200, "{\"ok\": true, \"message\": {\"id\": \"m1\"}}");
        api.answer(503, "busy");
        assertThat(send("a", "1", "twenty one characters and more", Content.TEXT_ALONE)).isEqualTo("Unknown part 2: HTTP 503");
        api.answer(200, "{\"ok\": true, \"message\": {\"id\": \"m1\"}}");
        assertThat(send("a", "1", "twenty one characters and more", Content.TEXT_ALONE)).isEqualTo("Unknown part 2: no_answer");
    }

    @Test
    void anAnswerHasOnlySoLong() {
        api.answer(200, "SLOW");
        assertThat(send("slow", "1", "hello", Content.TEXT_ALONE)).isEqualTo("Unknown no_answer");
    }

    @Test
    void anAnswerHasOnlySoMuch() {
        api.answer(200, "{\"ok\": true, \"message\": {\"id\": 1}}" + " ".repeat(1_100_000));
        assertThat(send("a", "1", "hello", Content.TEXT_ALONE)).isEqualTo("Unknown no_answer");
    }

    @Test
    void anAnswerThatSaysItIsPackedIsNotSentForAgain() {
        api.answers.add(new ScriptedApi.Answer(200, "{\"ok\": true, \"message\": {\"id\": 1}}", "Content-Encoding: gzip"));
        assertThat(send("a", "1", "hello", Content.TEXT_ALONE)).isEqualTo("Sent [1]");
        api.answers.add(new ScriptedApi.Answer(200, "\u001f", "Content-Encoding: gzip"));
        assertThat(send("a", "1", "hello", Content.TEXT_ALONE)).isEqualTo("Unknown HTTP 200");
        assertThat(api.asked).hasSize(2);
    }

    @Test
    void aChatThatCantBeKeptDoesNotKeepTheMessage() {
        Mockito.doThrow(new IllegalStateException("the database is away")).when(SESSIONS).keep(any(), any());
        api.answer(200, "{\"id\": 5}");
        api.answer(200, "{\"ok\": true, \"message\": {\"id\": 1}}");
        assertThat(send("a", "new", "hello", Content.TEXT_ALONE)).isEqualTo("Sent [1]");
    }

    @Test
    void aCertificateThatIsNotToBeTrustedIsOurs() {
        assertThat(send("forged", "1", "hello", Content.TEXT_ALONE)).isEqualTo("Refused configuration tls null");
    }

    @Test
    void aHandshakeThatBreaksOffMayPass() {
        assertThat(send("shut", "1", "hello", Content.TEXT_ALONE)).isEqualTo("Refused throttled unreached null");
    }

    @Test
    void oneThatIsAwayIsUnreached() {
        assertThat(send("gone", "1", "hello", Content.TEXT_ALONE)).isEqualTo("Refused throttled unreached null");
    }

    @Test
    void aSettingThatIsMissingIsNotTheMessagesFault() {
        Content content = new Content(List.of(), List.of(), Map.of("partner", Map.of("name", "reminder")));
        assertThat(send("slow", "1", "hello", content)).isEqualTo("Refused configuration no_v null");
        assertThat(api.asked).isEmpty();
    }

    @Test
    void whatWaitedTooLongIsNotSent() {
        assertThat(send("a", "1", "hello", Content.TEXT_ALONE, Instant.now())).isEqualTo("Unsent");
        assertThat(api.asked).isEmpty();
    }

    private static String send(String provider, String address, String text, Content content) {
        return send(provider, address, text, content, Instant.now().plusSeconds(60));
    }

    private static String send(String provider, String address, String text, Content content, Instant sendBy) {
        CAMEL.createProducerTemplate().sendBody("direct:egress-http-wire", new Submission(
                "01JD", "m", "demo", "partner", provider, MessageClass.SERVICE, address, "SCHOOL", text, 1, 1, 1,
                Instant.now().plusSeconds(600), sendBy, content));
        await().atMost(Duration.ofSeconds(30)).until(() -> !OUTCOMES.isEmpty());
        assertThat(OUTCOMES).hasSize(1);
        Outcome outcome = OUTCOMES.remove();
        String name = outcome.getClass().getSimpleName();
        if (outcome instanceof Outcome.Refused refused) {
            return name + " " + refused.kind() + " " + refused.code() + " " + refused.retryAfter();
        }
        if (outcome instanceof Outcome.Sent sent) {
            return name + " " + sent.providerMessageIds();
        }
        return outcome instanceof Outcome.Unknown unknown ? name + " " + unknown.code() : name;
    }

    private static HttpsServer forged() throws Exception {
        forged = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        forged.setHttpsConfigurator(new HttpsConfigurator(selfSigned(Files.createTempDirectory("forged"))));
        forged.start();
        return forged;
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

    private static ProviderSettings provider(String name, String uri, Map<String, String> options, Duration timeout) {
        return new ProviderSettings(
                name, URI.create(uri), "trx", 1, false, 4, null, 1, "as-is", Map.of(), Map.of(), Map.of("SCHOOL", "SCHOOL1"), null, null,
                "s3cret/token", null, options, timeout, BigDecimal.ZERO);
    }
}
