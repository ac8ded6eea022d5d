package io.vestnik.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.vestnik.channel.FailureKind;
import io.vestnik.channel.Outcome;
import io.vestnik.channel.Provider;
import io.vestnik.channel.Providers;
import io.vestnik.channel.Receipt;
import io.vestnik.channel.Reply;
import io.vestnik.channel.Submission;
import io.vestnik.channel.sms.SmsText;
import io.vestnik.harness.FakeCarrier;
import io.vestnik.message.MessageClass;
import io.vestnik.settings.ProviderSettings;
import java.math.BigDecimal;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jsmpp.bean.OptionalParameter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client against jSMPP's server, over loopback. */
class SmppClientTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final List<Outcome> outcomes = new Outcomes();
    private final List<Receipt> receipts = Collections.synchronizedList(new ArrayList<>());
    private final List<Reply> replies = new CopyOnWriteArrayList<>();
    private final AtomicInteger routeFailures = new AtomicInteger();

    private Processor beforeRoute = exchange -> {};
    private SmppTimes times = SmppTimes.standard()
            .withRetry(Duration.ofMillis(100))
            .withRefused(Duration.ofMillis(300))
            .withResend(Duration.ofMillis(100));

    private FakeCarrier carrier;
    private DefaultCamelContext context;
    private Providers providers;

    @BeforeEach
    void openCarrier() throws IOException {
        carrier = FakeCarrier.start();
    }

    @AfterEach
    void closeAll() throws IOException {
        if (context != null) {
            context.stop();
        }
        carrier.close();
    }

    @ParameterizedTest
    @CsvSource({"trx, 1, 1", "trx, 3, 3", "tx+rx, 1, 2", "tx+rx, 2, 4"})
    void bindsAsSettingsSay(String bind, int binds, int sessions) {
        start(provider(carrier.uri(), bind, binds, "as-is", Map.of()));
        await().atMost(SOON).until(() -> carrier.bound() == sessions);
        assertThat(theProvider().window()).isEqualTo(100 * binds);

        submit(message("d1", "79161234567", "Hi"));

        await().atMost(SOON).until(() -> receipts.size() == 1);
        assertThat(receipts.get(0).providerMessageId()).isEqualTo(sent("d1").providerMessageIds().get(0));
    }

    @Test
    void idlesWhereTheChannelIsTheSandboxs() {
        start();

        assertThat(context.isStarted()).isTrue();
        assertThat(providers.sandboxed("sms")).isTrue();
    }

    @Test
    void submitsWithEveryFieldTheCarrierNeeds() {
        start(provider(carrier.uri(), "trx", 1, "as-is", Map.of("SCHOOL", "SCHOOL1")));

        submit(message("d1", "79161234567", "Привет, €5"));

        await().atMost(SOON).until(() -> outcomes.size() == 1);
        FakeCarrier.Submit submit = carrier.submits().get(0);
        assertThat(submit.destination()).isEqualTo("79161234567");
        assertThat(submit.source()).isEqualTo("SCHOOL1");
        assertThat(submit.sourceTon()).isEqualTo(5);
        assertThat(submit.text()).isEqualTo("Привет, €5");
        assertThat(submit.dataCoding()).isEqualTo(8);
        assertThat(submit.reference()).isEqualTo(65_000);
        assertThat(submit.udh()).isFalse();
        assertThat(submit.validity()).matches("0000010(0|1)[0-9]{6}000R|000000235959000R");
        assertThat(sent("d1").providerMessageIds()).containsExactly(submit.id());
        await().atMost(SOON).until(() -> theProvider().inFlight() == 0);
    }

    @ParameterizedTest
    @CsvSource({"SCHOOL, SCHOOL, 5, 0", "1234, 1234, 3, 0", "+79160000000, 79160000000, 1, 1", ", '', 0, 0"})
    void namesTheSenderByItsType(String sender, String source, int ton, int npi) {
        start(provider(carrier.uri()));

        submit(message("d1", sender, "79161234567", "Hi", 1));

        await().atMost(SOON).until(() -> carrier.submits().size() == 1);
        FakeCarrier.Submit submit = carrier.submits().get(0);
        assertThat(tuple(submit.source(), submit.sourceTon(), submit.sourceNpi())).isEqualTo(tuple(source, ton, npi));
    }

    @Test
    void sendsALongTextInPartsAndTellsOneOutcome() {
        start(provider(carrier.uri()));
        String text = "a".repeat(152) + "€" + "b".repeat(153);

        submit(message("d1", "79161234567", text));

        await().atMost(SOON).until(() -> outcomes.size() == 1);
        List<FakeCarrier.Submit> parts = carrier.submits().stream()
                .sorted(java.util.Comparator.comparingInt(FakeCarrier.Submit::part)).toList();
        assertThat(parts).extracting(FakeCarrier.Submit::udh, FakeCarrier.Submit::part, FakeCarrier.Submit::parts)
                .containsExactly(tuple(true, 1, 3), tuple(true, 2, 3), tuple(true, 3, 3));
        assertThat(parts.stream().map(FakeCarrier.Submit::text).reduce("", String::concat)).isEqualTo(text);
        assertThat(sent("d1").providerMessageIds())
                .containsExactlyElementsOf(parts.stream().map(FakeCarrier.Submit::id).toList());
        await().atMost(SOON).until(() -> receipts.size() == 3);
    }

    @Test
    void sendsOnlyTheRefusedPartAgainWhenItsSiblingsWereTaken() {
        carrier.throttleOnce(s -> s.part() == 2);
        start(provider(carrier.uri()));

        submit(message("d1", "79161234567", "a".repeat(400)));

        await().atMost(SOON).until(() -> outcomes.size() == 1);
        assertThat(sent("d1").providerMessageIds()).hasSize(3).doesNotHaveDuplicates();
        assertThat(carrier.accepted()).extracting(FakeCarrier.Submit::part).containsExactlyInAnyOrder(1, 2, 3);
        await().atMost(SOON).until(() -> theProvider().inFlight() == 0);
    }

    @Test
    void givesThePartUpAfterAFewTries() {
        carrier.answerEveryNth(3, 0x08);
        start(provider(carrier.uri()));
        submit(message("d1", "79161234567", "a".repeat(400)));
        await().atMost(SOON).until(() -> outcomes.size() == 1);
        outcomes.clear();
        carrier.answerEveryNth(1, 0x08);

        submit(message("d2", "79161234568", "a".repeat(400)));

        await().atMost(SOON).until(() -> outcomes.size() == 1);
        assertThat(outcomes).containsExactly(new Outcome.Refused("d2", FailureKind.TRANSIENT, "0x00000008", null));
    }

    @ParameterizedTest
    @CsvSource({
        "0x0B, RECIPIENT, true", "0x0A, CHANNEL, true", "0x08, TRANSIENT, true", "0x58, THROTTLED, false",
        "0x14, THROTTLED, false", "0x0E, CONFIGURATION, false", "0x400, CHANNEL, true", "0x401, TRANSIENT, true"
    })
    void tellsWhatARefusalMeans(String code, FailureKind kind, boolean usableAfter) {
        int status = Integer.decode(code);
        carrier.answer("79161234567", status);
        start(provider(carrier.uri()));

        submit(message("d1", "79161234567", "Hi"));

        await().atMost(SOON).until(() -> outcomes.size() == 1);
        assertThat(outcomes).containsExactly(new Outcome.Refused("d1", kind, String.format("0x%08X", status), null));
        assertThat(theProvider().usable()).isEqualTo(usableAfter);
        await().atMost(SOON).until(() -> theProvider().inFlight() == 0);
    }

    @ParameterizedTest
    @CsvSource({"9, 1, closed", "10, 1, open", "9, 3, closed"})
    void leavesACarrierAloneThatTakesNothingOfManyMessages(int refusals, int parts, String circuit) throws IOException {
        try (FakeCarrier another = FakeCarrier.start()) {
            carrier.answerEveryNth(1, 0x08);
            startBeside(another);
            String text = "a".repeat(parts == 1 ? 2 : 400);
            for (int i = 0; i < refusals; i++) {
                send(message("d" + i, "SCHOOL", "7916000001" + i, text, parts));
            }
            await().atMost(SOON).until(() -> outcomes.size() == refusals);
            assertThat(theProvider().condition().circuit()).isEqualTo(circuit);
        }
    }

    @Test
    void theOnlyCarrierIsNotLeftAloneForWhatItRefuses() {
        carrier.answerEveryNth(1, 0x08);
        start(provider(carrier.uri()));
        submit(IntStream.range(0, 12).mapToObj(i -> message("d" + i, "7916000000" + i, "Hi")).toArray(Submission[]::new));
        await().atMost(SOON).until(() -> outcomes.size() == 12);
        assertThat(theProvider().condition().circuit()).isEqualTo("closed");
    }

    @Test
    void answersThatNeverComeLeaveItAloneToo() throws IOException {
        try (FakeCarrier another = FakeCarrier.start()) {
            times = times.withAnswer(Duration.ofMillis(300));
            carrier.silentFor(destination -> true);
            startBeside(another);
            send(IntStream.range(0, 12).mapToObj(i -> message("d" + i, "7916000000" + i, "Hi")).toArray(Submission[]::new));
            await().atMost(SOON).until(() -> outcomes.size() == 12);
            assertThat(theProvider().condition().circuit()).isEqualTo("open");
        }
    }

    @Test
    void tellsWhoElseCouldTakeWhatIsRefused() throws IOException {
        try (FakeCarrier another = FakeCarrier.start()) {
            carrier.answerEveryNth(1, 0x08);
            startBeside(another);
            submit(message("d1", "79161234567", "Hi"));
            await().atMost(SOON).until(() -> outcomes.size() == 1);
            assertThat(outcomes).containsExactly(
                    new Outcome.Refused("d1", FailureKind.TRANSIENT, "0x00000008", null, Set.of("other")));
        }
    }

    @Test
    void putsAThrottledProviderOffAndThenUsesItAgain() throws Exception {
        carrier.throttleOnce(s -> true);
        start(provider(carrier.uri()));
        submit(message("d1", "79161234567", "Hi"));
        await().atMost(SOON).until(() -> outcomes.size() == 1);

        long before = System.nanoTime();
        providers.reserve("sms", false, 1);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(5));
    }

    @Test
    void anAnswerThatNeverComesIsUnknownAndFreesTheSlot() {
        times = times.withAnswer(Duration.ofMillis(300));
        carrier.silentFor("79161234567"::equals);
        start(provider(carrier.uri()));

        submit(message("d1", "79161234567", "Hi"), message("d2", "79161234568", "Hi"));

        await().atMost(SOON).until(() -> outcomes.size() == 2);
        assertThat(sent("d2")).isNotNull();
        assertThat(outcomes).contains(new Outcome.Unknown("d1", "timeout"));
        await().atMost(SOON).until(() -> theProvider().inFlight() == 0);
        assertThat(carrier.bound()).as("the session lives").isEqualTo(1);
    }

    @Test
    void aLateAnswerStillTellsTheId() {
        times = times.withAnswer(Duration.ofMillis(200));
        carrier.delay(Duration.ofMillis(800));
        start(provider(carrier.uri()));

        submit(message("d1", "79161234567", "Hi"));

        await().atMost(SOON).until(() -> outcomes.size() == 2);
        assertThat(outcomes).containsExactly(
                new Outcome.Unknown("d1", "timeout"),
                new Outcome.Sent("d1", List.of(carrier.submits().get(0).id())));
        assertThat(theProvider().inFlight()).isZero();
    }

    @Test
    void aConnectionLostInMidFlightLeavesUnknownsAndIsBoundAgain() throws IOException {
        carrier.delay(Duration.ofSeconds(20));
        start(provider(carrier.uri()));
        submit(IntStream.range(0, 20).mapToObj(i -> message("d" + i, "7916000000" + i, "Hi")).toArray(Submission[]::new));
        await().atMost(SOON).until(() -> carrier.submits().size() == 20);

        carrier.dropAll();

        await().atMost(SOON).until(() -> outcomes.size() == 20);
        assertThat(outcomes).allMatch(o -> o.equals(new Outcome.Unknown(o.deliveryId(), "connection-lost")));
        await().atMost(SOON).until(() -> carrier.binds() == 2 && theProvider().usable());
        assertThat(theProvider().inFlight()).isZero();
        carrier.delay(Duration.ZERO);
        submit(message("again", "79161234567", "Hi"));
        await().atMost(SOON).untilAsserted(() -> assertThat(sent("again")).isNotNull());
    }

    @Test
    void whatHasNoSessionIsUnsent() throws IOException {
        start(provider(carrier.uri()));
        carrier.close();
        await().atMost(SOON).until(() -> theProvider().window() == 0);

        send(message("d1", "79161234567", "a".repeat(200)));

        await().atMost(SOON).until(() -> outcomes.size() == 1);
        assertThat(outcomes).containsExactly(new Outcome.Unsent("d1"));
        carrier = FakeCarrier.start(carrier.port());
        await().atMost(SOON).until(() -> theProvider().usable());
    }

    @Test
    void whatNeverLeftOurBufferIsUnsent() throws IOException {
        try (ServerSocket full = new ServerSocket()) { // binds, then reads no more
            full.setReceiveBufferSize(4_096);
            full.bind(new java.net.InetSocketAddress("127.0.0.1", 0));
            start(false, provider(URI.create("smpp://u:p@127.0.0.1:" + full.getLocalPort())));
            int messages = 30_000;
            try (java.net.Socket socket = full.accept()) {
                socket.getOutputStream().write(Pdu.COMPOSER.composeHeader(0x80000009, 0, 1));
                await().atMost(SOON).until(() -> theProvider().usable());
                for (int i = 0; i < messages; i += 100) {
                    int from = i;
                    send(IntStream.range(from, from + 100).mapToObj(n -> message("d" + n, "79161234567", "x".repeat(160)))
                            .toArray(Submission[]::new));
                }
            }
            await().atMost(SOON).until(() -> outcomes.size() == messages);
        }
        assertThat(outcomes.stream().filter(Outcome.Unknown.class::isInstance).count()).isGreaterThan(10);
        assertThat(outcomes.stream().filter(Outcome.Unsent.class::isInstance).count()).isGreaterThan(10);
        assertThat(outcomes).extracting(Outcome::deliveryId).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"0x0E", "0x0D", "0x0F"})
    void staysAwayFromACarrierThatRefusesOurCredentials(String status) {
        carrier.refuseBinds(Integer.decode(status));
        start(false, provider(carrier.uri()));
        await().pollDelay(Duration.ofMillis(400)).atMost(SOON).until(() -> !theProvider().usable());
        assertThat(carrier.bound()).isZero();

        carrier.refuseBinds(0);

        await().atMost(SOON).until(() -> carrier.bound() == 1);
    }

    @Test
    void aWrongPasswordIsRefused() {
        start(false, provider(URI.create("smpp://hub:wrong@127.0.0.1:" + carrier.port())));

        await().during(Duration.ofMillis(500)).atMost(SOON).until(() -> carrier.bound() == 0);
        assertThat(theProvider().usable()).isFalse();
    }

    @Test
    void keepsTheLinkAliveAndEndsADeadOne() throws IOException {
        times = times.withEnquire(Duration.ofMillis(200));
        start(provider(carrier.uri()));
        await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> carrier.bound() == 1 && carrier.binds() == 1);
        context.stop();

        try (ServerSocket mute = new ServerSocket(0)) { // takes the connection, says one bind_resp and no more
            start(false, provider(URI.create("smpp://u:p@127.0.0.1:" + mute.getLocalPort())));
            try (java.net.Socket socket = mute.accept()) {
                socket.getInputStream().readNBytes(20);
                socket.getOutputStream().write(Pdu.COMPOSER.composeHeader(0x80000009, 0, 1));
                await().atMost(SOON).until(() -> theProvider().usable());
                await().atMost(SOON).until(() -> !theProvider().usable());
            }
        }
    }

    @Test
    void doesNotWaitForEverForTheAnswerToABind() throws IOException {
        times = new SmppTimes(
                Duration.ofMillis(300), times.answer(), times.enquire(), times.retry(), times.retryMost(), times.refused(),
                times.resend(), times.drain());
        try (ServerSocket mute = new ServerSocket(0)) {
            start(false, provider(URI.create("smpp://u:p@127.0.0.1:" + mute.getLocalPort())));
            for (int i = 0; i < 2; i++) {
                try (java.net.Socket socket = mute.accept()) {
                    socket.setSoTimeout(10_000);
                    assertThat(socket.getInputStream().readAllBytes()).as("a bind, and the end").isNotEmpty();
                }
            }
        }
    }

    @Test
    void bindsAgainWhenTheCarrierForgotThatWeAreBound() {
        carrier.answer("79161234567", 0x04);
        start(provider(carrier.uri()));

        submit(message("d1", "79161234567", "Hi"));

        await().atMost(SOON).until(() -> carrier.binds() == 2 && carrier.bound() == 1 && theProvider().usable());
        assertThat(outcomes).containsExactly(new Outcome.Refused("d1", FailureKind.TRANSIENT, "0x00000004", null));
    }

    @Test
    void takesReceiptsInBatchesAndReadsNoMoreThanItCanAnswer() throws Exception {
        CountDownLatch databaseIsBack = new CountDownLatch(1);
        List<Integer> batches = new CopyOnWriteArrayList<>();
        beforeRoute = exchange -> {
            batches.add(exchange.getMessage().getBody(List.class).size());
            databaseIsBack.await();
        };
        int deliveries = 20_000;
        byte[] text = "id:7 stat:DELIVRD".getBytes(StandardCharsets.US_ASCII);
        try (ServerSocket eager = new ServerSocket(0)) {
            start(false, provider(URI.create("smpp://u:p@127.0.0.1:" + eager.getLocalPort())));
            try (java.net.Socket socket = eager.accept()) {
                var in = new java.io.DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
                in.readNBytes(in.readInt() - 4);
                socket.getOutputStream().write(Pdu.COMPOSER.composeHeader(0x80000009, 0, 1));
                Thread writer = new Thread(() -> {
                    try {
                        for (int i = 1; i <= deliveries; i++) {
                            socket.getOutputStream().write(Pdu.COMPOSER.deliverSm(
                                    i, "", (byte) 1, (byte) 1, "79161234567", (byte) 5, (byte) 0, "SCHOOL", (byte) 4, (byte) 0,
                                    (byte) 0, (byte) 0, (byte) 0, text));
                        }
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
                writer.start();
                var inbox = context.getEndpoint("smpp-client:sms", SmppClientEndpoint.class).channel().inbox();
                IntSupplier unanswered = () -> inbox.size() + batches.stream().mapToInt(size -> size).sum();
                await().atMost(SOON).until(() -> unanswered.getAsInt() > 1_000);
                await().during(Duration.ofMillis(500)).atMost(SOON).until(() -> unanswered.getAsInt() < 6_000);
                databaseIsBack.countDown();
                for (int i = 0; i < deliveries; i++) {
                    assertThat(in.readNBytes(17)).startsWith(0, 0, 0, 17, 0x80, 0, 0, 5, 0, 0, 0, 0);
                }
            }
        }
        assertThat(batches).allMatch(size -> size <= 500);
        assertThat(batches).as("what waited came together").anyMatch(size -> size > 100);
        assertThat(receipts).hasSize(deliveries);
    }

    @Test
    void receiptsThatNobodyCouldTakeWaitForTheNextBind() {
        carrier.receiptDelay(Duration.ofMillis(500));
        start(provider(carrier.uri()));
        submit(message("d1", "79161234567", "Hi"));
        await().atMost(SOON).until(() -> outcomes.size() == 1);
        context.stop();
        await().pollDelay(Duration.ofMillis(600)).atMost(SOON).until(() -> carrier.undelivered() == 1);

        start(provider(carrier.uri()));

        await().atMost(SOON).until(() -> receipts.size() == 1 && carrier.undelivered() == 0);
    }

    @Test
    void isUsedFromYamlWithItsOptions() throws Exception {
        start();
        String yaml = """
                - route:
                    id: egress-sms
                    from:
                      uri: direct:sms
                      steps:
                        - to:
                            uri: smpp-client:voice
                            parameters:
                              answerTimeout: 5s
                              enquireLink: PT10S
                """;
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("sms.yaml", yaml));

        assertThat(context.getRoute("egress-sms")).isNotNull();
        assertThat(context.getEndpoints()).anyMatch(e -> e.getEndpointUri().contains("smpp-client://voice"));
    }

    @Test
    void aLengthThatCannotBeEndsTheSession() throws IOException {
        try (ServerSocket broken = new ServerSocket(0)) {
            start(false, provider(URI.create("smpp://u:p@127.0.0.1:" + broken.getLocalPort())));
            try (java.net.Socket socket = broken.accept()) {
                socket.getOutputStream().write(Pdu.COMPOSER.composeHeader(0x80000009, 0, 1));
                await().atMost(SOON).until(() -> theProvider().usable());
                socket.getOutputStream().write(new byte[] {0x7F, 0, 0, 0, 0, 0, 0, 0});
                await().atMost(SOON).until(() -> !theProvider().usable());
            }
        }
    }

    @Test
    void answersWhatItDoesNotKnowWithGenericNackAndUnbindWithItsAnswer() throws IOException {
        try (ServerSocket odd = new ServerSocket(0)) {
            start(false, provider(URI.create("smpp://u:p@127.0.0.1:" + odd.getLocalPort())));
            try (java.net.Socket socket = odd.accept()) {
                var in = new java.io.DataInputStream(socket.getInputStream());
                in.readNBytes(in.readInt() - 4);
                socket.getOutputStream().write(Pdu.COMPOSER.composeHeader(0x80000009, 0, 1));
                socket.getOutputStream().write(Pdu.COMPOSER.composeHeader(0x4242, 0, 7));
                socket.getOutputStream().write(Pdu.COMPOSER.composeHeader(0x15, 0, 8));
                socket.getOutputStream().write(Pdu.COMPOSER.composeHeader(0x05, 0, 9));
                socket.getOutputStream().write(Pdu.COMPOSER.composeHeader(0x06, 0, 10));
                assertThat(in.readNBytes(16)).isEqualTo(Pdu.COMPOSER.composeHeader(0x80000000, 0x03, 7));
                assertThat(in.readNBytes(16)).isEqualTo(Pdu.COMPOSER.composeHeader(0x80000015, 0, 8));
                assertThat(in.readNBytes(17)).as("a deliver_sm without a body").startsWith(0, 0, 0, 17, 0x80, 0, 0, 5, 0, 0, 0, 0x65);
                assertThat(in.readNBytes(16)).isEqualTo(Pdu.COMPOSER.composeHeader(0x80000006, 0, 10));
            }
        }
    }

    /** Trusts the certificate or not; asks for the host that it names or not; is bound or not. */
    @ParameterizedTest
    @CsvSource({"true, 127.0.0.1, true", "true, localhost, false", "false, 127.0.0.1, false"})
    void bindsOverTlsToTheHostThatTheCertificateNames(boolean trusted, String host, boolean binds, @TempDir Path dir)
            throws Exception {
        Path store = certificateOf("127.0.0.1", dir);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store.toFile(), "changeit".toCharArray()), "changeit".toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        if (trusted) {
            System.setProperty("javax.net.ssl.trustStore", store.toString());
            System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
        }
        try (ServerSocket secure = tls.getServerSocketFactory().createServerSocket(0)) {
            start(false, provider(URI.create("smpps://u:p@" + host + ":" + secure.getLocalPort())));
            try (java.net.Socket socket = secure.accept()) {
                byte[] bind = socket.getInputStream().readNBytes(8);
                assertThat(binds).isTrue();
                assertThat(bind).endsWith(0, 0, 0, 9);
                socket.getOutputStream().write(Pdu.COMPOSER.composeHeader(0x80000009, 0, 1));
                await().atMost(SOON).until(() -> theProvider().usable());
            } catch (SSLException e) {
                assertThat(binds).as("the handshake failed: %s", e.getMessage()).isFalse();
                assertThat(theProvider().usable()).isFalse();
            }
        } finally {
            System.clearProperty("javax.net.ssl.trustStore");
            System.clearProperty("javax.net.ssl.trustStorePassword");
        }
    }

    private static Path certificateOf(String ip, Path dir) throws Exception {
        Path store = dir.resolve("carrier.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "c",
                        "-keyalg", "EC", "-dname", "CN=carrier", "-ext", "san=ip:" + ip, "-storepass", "changeit",
                        "-keystore", store.toString())
                .redirectErrorStream(true).start();
        assertThat(keytool.waitFor()).as(new String(keytool.getInputStream().readAllBytes())).isZero();
        return store;
    }

    @ParameterizedTest
    @CsvSource({"TEXT", "TLV"})
    void readsReceiptsOfEitherForm(FakeCarrier.Receipts form) {
        carrier.receipts(form).receiptState("79161234568", "UNDELIV");
        start(provider(carrier.uri(), "trx", 1, "as-is", Map.of("SCHOOL", "SCHOOL1")));

        submit(message("d1", "79161234567", "Hi"), message("d2", "79161234568", "Hi"));

        await().atMost(SOON).until(() -> receipts.size() == 2 && outcomes.size() == 2);
        assertThat(receipts).extracting(Receipt::providerMessageId, Receipt::state, Receipt::code, Receipt::address, Receipt::sender)
                .containsExactlyInAnyOrder(
                        tuple(sent("d1").providerMessageIds().get(0), Receipt.State.DELIVERED, null, "+79161234567", "SCHOOL"),
                        tuple(sent("d2").providerMessageIds().get(0), Receipt.State.UNDELIVERED, "UNDELIV", "+79161234568", "SCHOOL"));
        assertThat(receipts.get(0).reference()).isEqualTo(form == FakeCarrier.Receipts.TLV ? 65_000 : null);
        await().atMost(SOON).until(() -> carrier.undelivered() == 0);
    }

    @Test
    void makesIdsEqualWhenTheAnswerIsHexAndTheReceiptDecimal() {
        carrier.hexAnswers();
        start(provider(carrier.uri(), "trx", 1, "decimal-to-hex", Map.of()));

        submit(message("d1", "79161234567", "Hi"));

        await().atMost(SOON).until(() -> receipts.size() == 1 && outcomes.size() == 1);
        assertThat(receipts.get(0).providerMessageId()).isEqualTo(sent("d1").providerMessageIds().get(0));
    }

    @Test
    void aReceiptMayComeBeforeTheAnswer() {
        carrier.delay(Duration.ofMillis(500));
        start(provider(carrier.uri()));

        submit(message("d1", "79161234567", "Hi"));

        await().atMost(SOON).until(() -> receipts.size() == 1);
        assertThat(outcomes).isEmpty();
        await().atMost(SOON).until(() -> outcomes.size() == 1);
    }

    @Test
    void receiptsThatTheRouteCouldNotTakeComeAgain() {
        routeFailures.set(2);
        start(provider(carrier.uri()));

        submit(message("d1", "79161234567", "Hi"));

        await().atMost(SOON).until(() -> receipts.size() == 1);
        assertThat(carrier.refusedDeliveries()).isNotEmpty().allMatch(status -> status == 0x64);
        await().atMost(SOON).until(() -> carrier.undelivered() == 0);
    }

    @Test
    void aReceiptThatNamesNoMessageIsAnsweredAndDoesNotBlockTheRest() {
        start(provider(carrier.uri()));

        carrier.deliver(4, 0, "79161234567", "SCHOOL", "what a day".getBytes(StandardCharsets.US_ASCII));
        carrier.deliver(4, 0, "79161234567", "SCHOOL", "id:5 stat:DELIVRD".getBytes(StandardCharsets.US_ASCII));

        await().atMost(SOON).until(() -> carrier.undelivered() == 0);
        assertThat(receipts).extracting(Receipt::providerMessageId).containsExactly("5");
        assertThat(carrier.refusedDeliveries()).isEmpty();
    }

    @Test
    void aReceiptIsKnownByItsIdAloneWhereEsmClassWasForgotten() {
        start(provider(carrier.uri()));

        carrier.deliver(0, 0, "79161234567", "SCHOOL", new byte[0],
                new OptionalParameter.OctetString((short) 0x001E, new byte[] {'4', '2'}),
                new OptionalParameter.Message_state((byte) 2));

        await().atMost(SOON).until(() -> receipts.size() == 1);
        assertThat(receipts.get(0).providerMessageId()).as("without the final NUL too").isEqualTo("42");
    }

    @Test
    void emitsRepliesOneByOne() {
        start(provider(carrier.uri(), "trx", 1, "as-is", Map.of("SCHOOL", "7777")));

        carrier.reply("79161234567", "7777", "СТОП 😀");
        carrier.deliver(0, 0, "79161234568", "7777", new byte[] {0x53, 0x54, 0x4F, 0x50, 0x00, 0x1B, 0x65});
        carrier.deliver(0x40, 3, "79161234569", "7777", new byte[] {5, 0, 3, 1, 2, 1, (byte) 0xE9});

        await().atMost(SOON).until(() -> carrier.undelivered() == 0 && replies.size() == 3);
        assertThat(replies).extracting(Reply::channel, Reply::provider, Reply::sender, Reply::recipient, Reply::text)
                .containsExactlyInAnyOrder(
                        tuple("sms", "a", "+79161234567", "SCHOOL", "СТОП 😀"),
                        tuple("sms", "a", "+79161234568", "SCHOOL", "STOP@€"),
                        tuple("sms", "a", "+79161234569", "SCHOOL", "é"));
    }

    @Test
    void keepsUpWithManyMessagesAndLosesNone() {
        start(provider(carrier.uri(), "trx", 2, "as-is", Map.of()));
        int batches = 40;
        for (int b = 0; b < batches; b++) {
            int from = b * 50;
            submit(IntStream.range(from, from + 50).mapToObj(i -> message("d" + i, "79" + (100_000_000 + i), "Hi " + i))
                    .toArray(Submission[]::new));
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> outcomes.size() == 2_000 && receipts.size() == 2_000);
        assertThat(outcomes).allMatch(Outcome.Sent.class::isInstance);
        assertThat(theProvider().inFlight()).isZero();
    }

    @Test
    void waitsForAnswersOnTheWayDown() {
        carrier.delay(Duration.ofMillis(700));
        start(provider(carrier.uri()));
        submit(message("d1", "79161234567", "Hi"));

        context.stop();

        assertThat(sent("d1")).isNotNull();
        await().atMost(SOON).until(() -> carrier.bound() == 0);
    }

    /** Appends in constant time, and iterates over a copy. */
    private static final class Outcomes extends java.util.AbstractList<Outcome> {
        private final List<Outcome> list = new ArrayList<>();

        @Override
        public synchronized boolean add(Outcome outcome) {
            return list.add(outcome);
        }

        @Override
        public synchronized Outcome get(int index) {
            return list.get(index);
        }

        @Override
        public synchronized int size() {
            return list.size();
        }

        @Override
        public synchronized void clear() {
            list.clear();
        }
    }

    private Outcome.Sent sent(String deliveryId) {
        return outcomes.stream()
                .filter(o -> o instanceof Outcome.Sent && o.deliveryId().equals(deliveryId))
                .map(Outcome.Sent.class::cast).findFirst().orElseThrow();
    }

    private Provider theProvider() {
        return providers.of("sms").get(0);
    }

    /** Reserves as the core does, then sends. */
    private void submit(Submission... submissions) {
        try {
            int segments = java.util.Arrays.stream(submissions).mapToInt(Submission::segments).sum();
            providers.reserve("sms", true, segments).settle(segments);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        send(submissions);
    }

    private void send(Submission... submissions) {
        context.createProducerTemplate().sendBody("smpp-client:sms", List.of(submissions));
    }

    private void start(ProviderSettings... sms) {
        start(sms.length > 0, sms);
    }

    /** Both of them serve. */
    private void startBeside(FakeCarrier another) {
        start(provider(carrier.uri()), named("other", another.uri(), "trx", 1, "as-is", Map.of()));
        await().atMost(SOON).until(() -> providers.of("sms").stream().allMatch(Provider::usable));
    }

    private void start(boolean awaitBind, ProviderSettings... sms) {
        providers = new Providers(sms.length == 0 ? Map.of() : Map.of("sms", List.of(sms)), () -> 1);
        context = new DefaultCamelContext();
        context.getRegistry().bind("providers", providers);
        context.getRegistry().bind("outcomes", Consumer.class, (Consumer<Outcome>) outcomes::add);
        SmppClientComponent component = new SmppClientComponent();
        component.setTimes(times);
        context.addComponent("smpp-client", component);
        try {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("smpp-client:sms").routeId("receipts").process(SmppClientTest.this::take);
                }
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        context.start();
        if (awaitBind) {
            await().atMost(SOON).until(() -> theProvider().window() == sms[0].window() * sms[0].binds());
        }
    }

    @SuppressWarnings("unchecked")
    private void take(Exchange exchange) throws Exception {
        beforeRoute.process(exchange);
        if (routeFailures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            throw new IllegalStateException("the database is away");
        }
        if (exchange.getMessage().getHeader("VestnikReply", false, Boolean.class)) {
            replies.add(exchange.getMessage().getBody(Reply.class));
        } else {
            receipts.addAll(exchange.getMessage().getBody(List.class));
        }
    }

    private static ProviderSettings provider(URI uri) {
        return provider(uri, "trx", 1, "as-is", Map.of());
    }

    private static ProviderSettings provider(URI uri, String bind, int binds, String idFormat, Map<String, String> senders) {
        return named("a", uri, bind, binds, idFormat, senders);
    }

    private static ProviderSettings named(String name, URI uri, String bind, int binds, String idFormat, Map<String, String> senders) {
        return new ProviderSettings(
                name, uri, bind, binds, false, 100, null, 1, idFormat, Map.of("0x400", "permanent"), Map.of(), senders, null, null, null, null, Map.of(), Duration.ofSeconds(12), BigDecimal.ZERO);
    }

    private static Submission message(String id, String phone, String text) {
        return message(id, "SCHOOL", phone, text, SmsText.segments(text));
    }

    private static Submission message(String id, String sender, String phone, String text, int segments) {
        return new Submission(
                id, "m-" + id, "demo", "sms", "a", MessageClass.TRANSACTIONAL, "+" + phone, sender, text, segments, 1, 65_000,
                Instant.now().plus(Duration.ofHours(24)), Instant.now().plusSeconds(10));
    }
}
