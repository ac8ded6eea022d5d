package io.vestnik.ingress.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.vestnik.account.Accounts;
import io.vestnik.account.LoginBackoff;
import io.vestnik.esme.Deliver;
import io.vestnik.node.Node;
import io.vestnik.queue.LiveNames;
import io.vestnik.settings.VestnikSettings;
import io.vestnik.smpp.Pdu;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;
import org.jsmpp.bean.DeliverSm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

/** Sessions on a real socket, with short times and without what is behind the door. */
class SmppServerTest {

    private static final Duration SHORT = Duration.ofMillis(800);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final LiveNames bound = new LiveNames();
    private final List<BroughtCommand> brought = new CopyOnWriteArrayList<>();
    private final List<String> fates = new CopyOnWriteArrayList<>();
    private int connections = 3;
    private Logins logins;
    private Sessions sessions;
    private SmppServer server;

    @BeforeEach
    void start() {
        start(LONG, LONG, LONG);
    }

    private void start(Duration bind, Duration enquire, Duration answer) {
        if (server != null) {
            stop();
        }
        VestnikSettings settings = new Binder(new MapConfigurationPropertySource(Map.of(
                        "vestnik.smpp.port", 0,
                        "vestnik.smpp.connections", connections,
                        "vestnik.smpp.address", "127.0.0.1",
                        "vestnik.accounts[0].id", "school",
                        "vestnik.accounts[0].smpp.system-id", "school",
                        "vestnik.accounts[0].smpp.password", "secret",
                        "vestnik.accounts[0].smpp.window", 2)))
                .bindOrCreate("vestnik", VestnikSettings.class);
        LoginBackoff backoff = mock(LoginBackoff.class);
        when(backoff.mayTry(any(), any())).thenReturn(true);
        Node node = mock(Node.class);
        logins = new Logins(new Accounts(settings.accounts(), Clock.systemUTC()), backoff, node);
        sessions = new Sessions(bound);
        DeliverFates told = new DeliverFates(
                deliver -> fates.add(deliver.id() + " acknowledged"),
                (deliver, status) -> fates.add(deliver.id() + " refused " + status),
                deliver -> fates.add(deliver.id() + " unanswered"),
                (deliver, delay) -> fates.add(deliver.id() + " unsent"));
        server = new SmppServer(settings, logins, sessions, new SmppTls(settings, new DefaultSslBundleRegistry()), told,
                new ServerTimes(bind, enquire, answer, Duration.ofSeconds(2)));
        server.start();
        server.desk().open(brought::add);
    }

    @AfterEach
    void stop() {
        server.stop();
        logins.close();
    }

    @Test
    void whoeverDoesNotBindIsClosed() throws Exception {
        start(SHORT, LONG, LONG);
        try (Wire wire = new Wire()) {
            assertThat(wire.read()).isNull();
        }
    }

    @Test
    void thereAreNoMoreConnectionsThanMayBe() throws Exception {
        try (Wire one = bound(9); Wire two = bound(9); Wire three = bound(9); Wire four = new Wire()) {
            assertThat(four.read()).isNull();
            one.send(header(SMPPConstant.CID_ENQUIRE_LINK, 5));
            assertThat(one.read().getCommandId()).isEqualTo(SMPPConstant.CID_ENQUIRE_LINK_RESP);
        }
    }

    @Test
    void aHostHasFewConnectionsThatHaveNotLoggedIn() throws Exception {
        connections = 20;
        start(LONG, LONG, LONG);
        List<Wire> strangers = new ArrayList<>();
        try (Wire client = bound(9)) {
            for (int i = 0; i < 10; i++) {
                Wire stranger = new Wire();
                strangers.add(stranger);
                stranger.send(header(SMPPConstant.CID_ENQUIRE_LINK, 1));
                stranger.read();
            }
            try (Wire oneMore = new Wire()) {
                assertThat(oneMore.read()).isNull();
            }
            strangers.remove(0).close();
            await().ignoreExceptions().untilAsserted(() -> bound(9).close());
        } finally {
            for (Wire stranger : strangers) {
                stranger.close();
            }
        }
    }

    @Test
    void thePasswordOfAClientThatHasGoneIsNotLookedAt() {
        AtomicInteger answered = new AtomicInteger();
        logins.open("127.0.0.1", "school", "secret", () -> false).whenComplete((account, failure) -> {
            assertThat(failure).hasRootCauseInstanceOf(RejectedExecutionException.class);
            answered.incrementAndGet();
        });
        await().until(() -> answered.get() == 1);
    }

    @Test
    void aReceiptGoesOnlyToItsAccountsSessions() throws Exception {
        try (Wire wire = receiver()) {
            assertThat(sessions.receivers("school", "school")).hasSize(1);
            assertThat(sessions.receivers("other", "school")).isEmpty();
        }
    }

    @Test
    void aSilentClientIsAskedAndThenDropped() throws Exception {
        start(LONG, SHORT, LONG);
        try (Wire wire = bound(9)) {
            Command asked = wire.read();
            assertThat(asked.getCommandId()).isEqualTo(SMPPConstant.CID_ENQUIRE_LINK);
            wire.send(header(SMPPConstant.CID_ENQUIRE_LINK_RESP, asked.getSequenceNumber()));
            assertThat(wire.read().getCommandId()).isEqualTo(SMPPConstant.CID_ENQUIRE_LINK);
            assertThat(wire.read()).as("closed").isNull();
        }
    }

    @Test
    void noMoreIsTakenThanTheWindowHolds() throws Exception {
        try (Wire wire = bound(9)) {
            for (int i = 0; i < 5; i++) {
                wire.submit(10 + i);
            }
            await().until(() -> brought.size() == 2);
            await().during(Duration.ofMillis(300)).until(() -> brought.size() == 2);
            brought.get(1).done("second");
            assertThat(wire.read().getSequenceNumber()).isEqualTo(11);
            await().until(() -> brought.size() == 3);
            brought.get(0).done("first");
            brought.get(2).done("third");
            await().until(() -> brought.size() == 5);
        }
    }

    @Test
    void aFullWindowIsNoReasonNotToListen() throws Exception {
        try (Wire wire = receiver()) {
            deliver("a", "1");
            int receipt = wire.read().getSequenceNumber();
            wire.submit(10);
            wire.submit(11);
            wire.submit(12);
            wire.send(header(SMPPConstant.CID_ENQUIRE_LINK, 13));
            assertThat(wire.read().getCommandId()).isEqualTo(SMPPConstant.CID_ENQUIRE_LINK_RESP);
            wire.send(Pdu.COMPOSER.deliverSmResp(0, receipt, ""));
            await().until(() -> fates.equals(List.of("a acknowledged")));
            wire.send(header(SMPPConstant.CID_UNBIND, 14));
            brought.get(0).done("first");
            brought.get(1).done("second");
            await().until(() -> brought.size() == 3);
            brought.get(2).done("third");
            assertThat(List.of(wire.read(), wire.read(), wire.read(), wire.read())).extracting(Command::getSequenceNumber)
                    .containsExactly(10, 11, 12, 14);
        }
    }

    @Test
    void whatALostClientHadWaitingIsNotDone() throws Exception {
        try (Wire wire = bound(9)) {
            for (int i = 0; i < 3; i++) {
                wire.submit(10 + i);
            }
            wire.send(header(SMPPConstant.CID_ENQUIRE_LINK, 13));
            wire.read();
        }
        await().until(() -> sessions.isEmpty());
        brought.get(0).done("first");
        await().during(Duration.ofMillis(200)).until(() -> brought.size() == 2);
    }

    @Test
    void whatIsInHandIsAnsweredBeforeAnUnbind() throws Exception {
        try (Wire wire = bound(9)) {
            wire.submit(10);
            wire.send(header(SMPPConstant.CID_UNBIND, 11));
            await().until(() -> brought.size() == 1);
            brought.get(0).done("id");
            assertThat(wire.read().getCommandId()).isEqualTo(SMPPConstant.CID_SUBMIT_SM_RESP);
            assertThat(wire.read().getCommandId()).isEqualTo(SMPPConstant.CID_UNBIND_RESP);
            assertThat(wire.read()).isNull();
        }
    }

    @Test
    void aHubThatStopsRefusesWhatNoRouteTookAndUnbinds() throws Exception {
        try (Wire wire = bound(9)) {
            server.desk().close();
            wire.submit(10);
            Command refused = wire.read();
            assertThat(refused.getCommandStatus()).isEqualTo(SMPPConstant.STAT_ESME_RSYSERR);
            Thread stopping = new Thread(server::stop);
            stopping.start();
            Command unbind = wire.read();
            assertThat(unbind.getCommandId()).isEqualTo(SMPPConstant.CID_UNBIND);
            wire.send(header(SMPPConstant.CID_UNBIND_RESP, unbind.getSequenceNumber()));
            assertThat(wire.read()).isNull();
            stopping.join();
        }
    }

    @Test
    void commandsWaitForTheNextRoute() throws Exception {
        server.desk().leave(taker());
        try (Wire wire = bound(9)) {
            wire.submit(10);
            await().during(Duration.ofMillis(200)).until(brought::isEmpty);
            server.desk().open(command -> command.done("by the next"));
            assertThat(wire.read().getCommandStatus()).isZero();
        }
    }

    @Test
    void aReceiverIsNamedWhileItIsBound() throws Exception {
        try (Wire transmitter = bound(2)) {
            assertThat(bound.list()).isEmpty();
        }
        try (Wire receiver = bound(1)) {
            await().until(() -> bound.list().equals(List.of("school")));
        }
        await().until(() -> bound.list().isEmpty());
    }

    @Test
    void eachDeliverIsToldByItsAnswer() throws Exception {
        try (Wire wire = receiver()) {
            deliver("a", "1");
            deliver("b", "2");
            int a = wire.read().getSequenceNumber();
            int b = wire.read().getSequenceNumber();
            wire.send(Pdu.COMPOSER.deliverSmResp(0, b, ""));
            wire.send(Pdu.COMPOSER.deliverSmResp(SMPPConstant.STAT_ESME_RX_P_APPN, a, ""));
            await().until(() -> fates.equals(List.of("b acknowledged", "a refused 101")));
            deliver("c", "3");
            wire.send(Pdu.COMPOSER.deliverSmResp(SMPPConstant.STAT_ESME_RX_T_APPN, wire.read().getSequenceNumber(), ""));
            await().until(() -> fates.contains("c refused 100"));
            deliver("d", "4");
            wire.send(Pdu.COMPOSER.composeHeader(SMPPConstant.CID_GENERIC_NACK, 0, wire.read().getSequenceNumber()));
            await().until(() -> fates.contains("d refused 8"));
        }
    }

    @Test
    void thoseOfOneMessageGoOneAfterTheOther() throws Exception {
        try (Wire wire = receiver()) {
            deliver("a", "1");
            deliver("b", "1");
            deliver("c", "2");
            DeliverSm first = Pdu.DECOMPOSER.deliverSm(wire.raw());
            DeliverSm other = Pdu.DECOMPOSER.deliverSm(wire.raw());
            assertThat(List.of(id(first), id(other))).containsExactly("1", "2");
            wire.send(Pdu.COMPOSER.deliverSmResp(0, first.getSequenceNumber(), ""));
            assertThat(id(Pdu.DECOMPOSER.deliverSm(wire.raw()))).isEqualTo("1");
        }
    }

    @Test
    void whoeverDoesNotAnswerIsDroppedAndItsDeliversComeAgain() throws Exception {
        start(LONG, LONG, SHORT);
        try (Wire wire = receiver()) {
            deliver("a", "1");
            wire.read();
            assertThat(wire.read()).isNull();
            await().until(() -> fates.equals(List.of("a unanswered")));
        }
    }

    @Test
    void aLostConnectionGivesItsDeliversBack() throws Exception {
        try (Wire wire = receiver()) {
            for (String id : List.of("a", "b", "c", "d")) {
                deliver(id, id);
            }
            wire.read();
            wire.read();
        }
        await().untilAsserted(() -> assertThat(fates).containsExactly("a unanswered", "b unanswered", "c unsent", "d unsent"));
    }

    @Test
    void thereIsRoomForTwiceTheWindow() throws Exception {
        try (Wire wire = receiver()) {
            for (String id : List.of("a", "b", "c", "d")) {
                deliver(id, id);
            }
            ServerSession session = sessions.receivers("school", "school").get(0);
            assertThat(session.deliver(receipt("e", "e"), TimeUnit.MILLISECONDS.toNanos(50))).isFalse();
            wire.send(Pdu.COMPOSER.deliverSmResp(0, wire.read().getSequenceNumber(), ""));
            assertThat(session.deliver(receipt("e", "e"), TimeUnit.SECONDS.toNanos(5))).isTrue();
        }
    }

    /** It sends and never reads: what it is answered must not fill the memory. */
    @Test
    void whoeverDoesNotReadItsAnswersIsDropped() throws Exception {
        start(LONG, LONG, SHORT);
        server.desk().open(command -> command.done("x".repeat(60)));
        try (Wire wire = bound(9)) {
            await().atMost(Duration.ofSeconds(30)).ignoreNoExceptions().until(() -> {
                try {
                    for (int i = 0; i < 2_000; i++) {
                        wire.submit(i + 10);
                    }
                    return false;
                } catch (IOException closed) {
                    return true;
                }
            });
        }
    }

    private Consumer<BroughtCommand> taker() {
        Consumer<BroughtCommand> own = brought::add;
        server.desk().open(own);
        return own;
    }

    private Wire bound(int command) throws Exception {
        Wire wire = new Wire();
        wire.send(Pdu.COMPOSER.bind(command, 1, "school", "secret", "", (byte) 0x34, (byte) 0, (byte) 0, ""));
        assertThat(wire.read().getCommandStatus()).isZero();
        return wire;
    }

    private Wire receiver() throws Exception {
        Wire wire = bound(9);
        await().until(() -> bound.list().equals(List.of("school")));
        return wire;
    }

    private void deliver(String id, String submitId) throws InterruptedException {
        assertThat(sessions.receivers("school", "school").get(0).deliver(receipt(id, submitId), TimeUnit.SECONDS.toNanos(1))).isTrue();
    }

    private static Deliver receipt(String id, String submitId) {
        return new Deliver(
                id, "school", "school", "+79161234567", "SCHOOL", "text", null, submitId, Deliver.State.DELIVERED, null, NOW, NOW, 0);
    }

    private static String id(DeliverSm deliver) {
        return new String(deliver.getShortMessage()).replaceAll("id:(\\S+).*", "$1");
    }

    private static byte[] header(int command, int sequence) {
        return Pdu.COMPOSER.composeHeader(command, 0, sequence);
    }

    private final class Wire implements AutoCloseable {

        private final Socket socket;
        private final DataInputStream in;

        Wire() throws IOException {
            socket = new Socket("127.0.0.1", server.port());
            socket.setSoTimeout(10_000);
            in = new DataInputStream(socket.getInputStream());
        }

        void send(byte[] pdu) throws IOException {
            socket.getOutputStream().write(pdu);
        }

        void submit(int sequence) throws Exception {
            send(Pdu.COMPOSER.submitSm(
                    sequence, "", (byte) 0, (byte) 0, "", (byte) 1, (byte) 1, "79161234567", (byte) 0, (byte) 0, (byte) 0, null,
                    null, (byte) 0, (byte) 0, (byte) 0, (byte) 0, new byte[] {'a'}));
        }

        /** Null: closed. */
        byte[] raw() throws IOException {
            byte[] length = in.readNBytes(4);
            if (length.length < 4) {
                return null;
            }
            int whole = ByteBuffer.wrap(length).getInt();
            byte[] pdu = new byte[whole];
            System.arraycopy(length, 0, pdu, 0, 4);
            in.readFully(pdu, 4, whole - 4);
            return pdu;
        }

        Command read() throws IOException {
            byte[] pdu = raw();
            return pdu == null ? null : Pdu.DECOMPOSER.header(pdu);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
