package io.vestnik.ingress.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.account.LoginBackoff;
import io.vestnik.address.Addresses;
import io.vestnik.ingress.smpp.SubmitFields.Place;
import io.vestnik.message.InvalidMessage;
import io.vestnik.node.Node;
import io.vestnik.queue.LiveNames;
import io.vestnik.settings.VestnikSettings;
import io.vestnik.smpp.Pdu;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

/** Whatever comes in is a command or malformed; it leaves nothing behind and harms nobody. */
class FuzzTest {

    private static final long SEED = 20_261_122;
    private static final int READ = 100_000;
    private static final int CONNECTIONS = 160;
    private static final int STRANGE_CONNECTIONS = 6;
    private static final int OF_A_CONNECTION = 30;
    private static final int BINDS = 8;
    private static final long KEPT = 16 << 20;
    private static final Account ACCOUNT = new Account(
            "school", null, List.of(), null, null, null, List.of("SCHOOL"), List.of(), null, null, ZoneId.of("UTC"), Map.of(), Account.Times.DEFAULT, Map.of());

    private final SubmitReader reader = new SubmitReader(new Addresses("RU", channel -> true), Clock.systemUTC());
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();

    @Test
    void whatIsReadIsACommandOrMalformed() throws Exception {
        MutatedPdus pdus = new MutatedPdus(SEED);
        int malformed = 0;
        int submits = 0;
        long before = heap();
        for (int i = 0; i < READ; i++) {
            byte[] pdu = pdus.next();
            try {
                submits += submitted(CommandReader.read(pdu)) ? 1 : 0;
            } catch (Malformed e) {
                malformed++;
            } catch (Throwable e) {
                throw new AssertionError("seed " + SEED + ", PDU " + i + ": " + HexFormat.of().formatHex(pdu), e);
            }
        }
        assertThat(malformed).isGreaterThan(READ / 4);
        assertThat(submits).isGreaterThan(READ / 100);
        assertThat(heap() - before).isLessThan(KEPT);
    }

    /** @return it was read to its end as a submit that is right */
    private boolean submitted(Command command) {
        if (!(command instanceof SubmitSm || command instanceof DataSm || command instanceof SubmitMulti)) {
            return false;
        }
        SubmitFields fields = SubmitFields.of(command);
        boolean right = false;
        for (Place destination : fields.destinations() == null ? List.<Place>of() : fields.destinations()) {
            try {
                reader.read(fields, destination, ACCOUNT);
                right = true;
            } catch (InvalidMessage e) {
                assertThat(Refusal.of(e).status()).isNotEqualTo(SMPPConstant.STAT_ESME_RSYSERR);
            }
        }
        return right;
    }

    @Test
    void whatIsSentLeavesNothingBehindAndHarmsNobody() throws Exception {
        long buffers = buffers();
        VestnikSettings settings = new Binder(new MapConfigurationPropertySource(Map.of(
                        "vestnik.smpp.port", 0,
                        "vestnik.smpp.address", "127.0.0.1",
                        "vestnik.accounts[0].id", "school",
                        "vestnik.accounts[0].smpp.system-id", "school",
                        "vestnik.accounts[0].smpp.password", "secret",
                        "vestnik.accounts[1].id", "stranger",
                        "vestnik.accounts[1].smpp.system-id", "stranger",
                        "vestnik.accounts[1].smpp.password", "secret",
                        "vestnik.accounts[1].smpp.binds", BINDS,
                        "vestnik.accounts[1].smpp.window", 5)))
                .bindOrCreate("vestnik", VestnikSettings.class);
        LoginBackoff backoff = mock(LoginBackoff.class);
        when(backoff.mayTry(any(), any())).thenReturn(true);
        Logins logins = new Logins(new Accounts(settings.accounts(), Clock.systemUTC()), backoff, mock(Node.class));
        Sessions sessions = new Sessions(new LiveNames());
        DeliverFates nothing = new DeliverFates(deliver -> {}, (deliver, status) -> {}, deliver -> {}, (deliver, delay) -> {});
        SmppServer server = new SmppServer(
                settings, logins, sessions, new SmppTls(settings, new DefaultSslBundleRegistry()), nothing, ServerTimes.STANDARD);
        server.start();
        ExecutorService route = Executors.newFixedThreadPool(2);
        ExecutorService clients = Executors.newFixedThreadPool(3);
        server.desk().open(command -> {
            taken.incrementAndGet();
            route.execute(() -> answer(command));
        });
        try {
            int port = server.port();
            try (Client good = new Client(port, "school")) {
                CompletableFuture<?> fuzz = CompletableFuture.allOf(
                        CompletableFuture.runAsync(() -> fuzz(port, 0, CONNECTIONS / 2, "stranger"), clients),
                        CompletableFuture.runAsync(() -> fuzz(port, CONNECTIONS / 2, CONNECTIONS, "stranger"), clients),
                        CompletableFuture.runAsync(() -> fuzz(port, CONNECTIONS, CONNECTIONS + STRANGE_CONNECTIONS, null), clients));
                int answers = 0;
                while (!fuzz.isDone()) {
                    assertThat(good.submit(10 + answers++)).isZero();
                }
                fuzz.join();
                assertThat(answers).isGreaterThan(100);
            }
            await().until(sessions::isEmpty);
            await().until(() -> taken.get() == answered.get());
            for (int i = 0; i < BINDS; i++) { // no session is counted that has gone
                assertThat(sessions.admit("stranger", BINDS)).isTrue();
            }
            for (int i = 0; i < BINDS; i++) {
                sessions.dismiss("stranger");
            }
        } finally {
            clients.shutdown();
            server.stop();
            logins.close();
            route.shutdown();
        }
        await().untilAsserted(() -> assertThat(buffers()).isLessThanOrEqualTo(buffers));
    }

    private void answer(BroughtCommand command) {
        switch (command.command().name()) {
            case "submit_sm", "data_sm" -> command.done("01JABCDEFGHJKMNPQRSTVWXYZ0");
            case "submit_multi" -> command.done(new MultiResult("01JABCDEFGHJKMNPQRSTVWXYZ0", List.of()));
            case "query_sm" -> command.failed(new CommandFailed(SMPPConstant.STAT_ESME_RQUERYFAIL, "there is no such message"));
            default -> command.failed(new CommandFailed(SMPPConstant.STAT_ESME_RCANCELFAIL, "there is no such message"));
        }
        answered.incrementAndGet();
    }

    /** @param systemId null: it does not bind */
    private static void fuzz(int port, int from, int to, String systemId) {
        for (int connection = from; connection < to; connection++) {
            try (Client client = new Client(port, systemId)) {
                MutatedPdus pdus = new MutatedPdus(SEED + connection);
                for (int i = 0; i < OF_A_CONNECTION; i++) {
                    client.socket.getOutputStream().write(pdus.next());
                }
                client.socket.shutdownOutput();
                client.in.transferTo(OutputStream.nullOutputStream());
            } catch (SocketTimeoutException e) {
                throw new AssertionError("seed " + SEED + ", connection " + connection + " is not closed", e);
            } catch (IOException closed) {
                // as it may be at any of them
            } catch (Exception e) {
                throw new AssertionError("seed " + SEED + ", connection " + connection, e);
            }
        }
    }

    private static long buffers() {
        var pool = PooledByteBufAllocator.DEFAULT.metric();
        return Stream.concat(pool.directArenas().stream(), pool.heapArenas().stream())
                .mapToLong(PoolArenaMetric::numActiveAllocations)
                .sum();
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static final class Client implements AutoCloseable {

        private final Socket socket;
        private final DataInputStream in;

        Client(int port, String systemId) throws Exception {
            socket = new Socket("127.0.0.1", port);
            socket.setSoTimeout(10_000);
            in = new DataInputStream(socket.getInputStream());
            if (systemId != null) {
                socket.getOutputStream().write(Pdu.COMPOSER.bind(9, 1, systemId, "secret", "", (byte) 0x34, (byte) 0, (byte) 0, ""));
                assertThat(answer(1)).isZero();
            }
        }

        /** @return command_status */
        int submit(int sequence) throws Exception {
            socket.getOutputStream().write(Pdu.COMPOSER.submitSm(
                    sequence, "", (byte) 0, (byte) 0, "", (byte) 1, (byte) 1, "79161234567", (byte) 0, (byte) 0, (byte) 0, null,
                    null, (byte) 0, (byte) 0, (byte) 0, (byte) 0, new byte[] {'a'}));
            return answer(sequence);
        }

        private int answer(int sequence) throws IOException {
            int length = in.readInt();
            in.readInt();
            int status = in.readInt();
            assertThat(in.readInt()).isEqualTo(sequence);
            in.readNBytes(length - Pdu.HEADER);
            return status;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
