package io.vestnik.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.vestnik.harness.ScriptedRelay;
import jakarta.mail.Message;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a mail at relays of every temper. */
class RelayTest {

    private static final char[] STORE = "changeit".toCharArray();

    private ScriptedRelay server;
    private Relay relay;

    @AfterEach
    void stop() throws IOException {
        relay.closeAll();
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // while connecting
        "GREETING | 421 4.3.2 too many connections           | throttled     | 421",
        "GREETING | 554 5.7.1 you are on a list              | configuration | 554",
        "GREETING | CUT                                      | unreached     | unreached",
        "GREETING | SILENCE                                  | unreached     | unreached",
        "AUTH     | 535 5.7.8 wrong                          | configuration | 535 5.7.8",
        "AUTH     | 454 4.7.0 try later                      | throttled     | 454 4.7.0",
        // the sender
        "MAIL     | 530 5.7.0 authentication required        | configuration | 530 5.7.0",
        "MAIL     | 550 5.7.1 sender refused                 | permanent     | 550 5.7.1",
        "MAIL     | 553 5.1.8 bad sender                     | permanent     | 553 5.1.8",
        "MAIL     | 451 4.3.0 later                          | transient     | 451 4.3.0",
        // the recipient
        "RCPT to  | 421 4.3.2 closing                        | transient     | 421 4.3.2",
        "RCPT to  | 450 4.2.1 greylisted                     | transient     | 450 4.2.1",
        "RCPT to  | 452 4.2.2 over quota                     | transient     | 452 4.2.2",
        "RCPT to  | 550 no such user                         | recipient     | 550",
        "RCPT to  | 550 5.1.1 <to@example.org>: unknown user | recipient     | 550 5.1.1",
        "RCPT to  | 551 5.1.6 moved                          | recipient     | 551 5.1.6",
        "RCPT to  | 553 5.1.3 bad address                    | recipient     | 553 5.1.3",
        "RCPT to  | 550 5.2.1 disabled                       | recipient     | 550 5.2.1",
        "RCPT to  | 552 5.2.2 mailbox full                   | transient     | 552 5.2.2",
        "RCPT to  | 552 full                                 | transient     | 552",
        "RCPT to  | 550 5.7.1 relaying denied                | permanent     | 550 5.7.1",
        "RCPT to  | 554 5.7.1 access denied                  | permanent     | 554 5.7.1",
        "RCPT to  | 501 5.5.2 syntax                         | permanent     | 501 5.5.2",
        // the content
        "DATA     | 554 5.5.1 no                             | permanent     | 554 5.5.1",
        "DATA     | CUT                                      | transient     | connection_lost",
        "DATA     | SILENCE                                  | transient     | connection_lost",
        "END      | 550 spam                                 | permanent     | 550",
        "END      | 554 5.7.1 spam                           | permanent     | 554 5.7.1",
        "END      | 552 5.3.4 too large                      | permanent     | 552 5.3.4",
        "END      | 451 4.7.1 try again                      | transient     | 451 4.7.1",
        "END      | CUT                                      | unknown       | no_answer",
        "END      | SILENCE                                  | unknown       | no_answer",
        "END      | welcome                                  | unknown       | no_answer"
    })
    void answersHaveAKind(String to, String reply, String kind, String code) throws Exception {
        relay(null, null, "127.0.0.1", RelayAddress.Tls.NONE);
        server.reply(to, reply);
        MailFailure failure = failure(() -> relay.send(mail()));
        assertThat(failure.getKind()).isEqualTo(kind);
        assertThat(failure.getCode()).isEqualTo(code);
        assertThat(failure).hasMessageNotContaining("example.org").hasNoCause();
    }

    @Test
    void nobodyThereIsNotReached() throws Exception {
        relay(null, null, "127.0.0.1", RelayAddress.Tls.NONE);
        server.close();
        assertThat(failure(() -> relay.send(mail())).getKind()).isEqualTo("unreached");
    }

    @Test
    void mailsShareConnectionsAlsoAfterARefusal() throws Exception {
        relay(null, null, "127.0.0.1", RelayAddress.Tls.NONE);
        for (int i = 0; i < 20; i++) {
            relay.send(mail());
        }
        server.reply("RCPT to", "550 5.1.1 unknown");
        failure(() -> relay.send(mail()));
        server.asBefore();
        relay.send(mail());
        assertThat(server.mails()).hasSize(21);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void asManyConnectionsAreOpenAsMailsAreUnderWay() throws Exception {
        relay(null, null, "127.0.0.1", RelayAddress.Tls.NONE);
        Stream.generate(() -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 25; i++) {
                        try {
                            relay.send(mail());
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    }
                }))
                .limit(4)
                .toList()
                .forEach(CompletableFuture::join);
        assertThat(server.mails()).hasSize(100);
        assertThat(server.connections()).isBetween(1, 4);
    }

    @Test
    void aConnectionThatTheRelayEndedIsReplaced() throws Exception {
        relay(null, null, "127.0.0.1", RelayAddress.Tls.NONE);
        server.reply("END", "250 2.0.0 ok");
        relay.send(mail());
        server.cut();
        relay.send(mail());
        assertThat(server.mails()).hasSize(2);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void aMailWhoseTimeIsOverIsHeldBackAtItsEnd() throws Exception {
        relay(null, null, "127.0.0.1", RelayAddress.Tls.NONE);
        assertThat(failure(() -> relay.send(mail(Instant.now()))).getKind()).isEqualTo("unsent");
        await().until(() -> server.open() == 0);
        assertThat(server.mails()).isEmpty();
    }

    @Test
    void tlsThatIsRequiredAndNotOfferedIsAFaultOfTheSettings() throws Exception {
        relay(null, null, "localhost", RelayAddress.Tls.REQUIRED);
        assertThat(failure(() -> relay.send(mail())).getCode()).isEqualTo("tls_not_offered");
        assertThat(server.mails()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true, REQUIRED, ''",
        "localhost, true, OPPORTUNISTIC, ''",
        "localhost, false, REQUIRED, tls_certificate",
        "localhost, false, OPPORTUNISTIC, tls_certificate",
        "127.0.0.1, true, REQUIRED, tls_certificate", // it is somebody else's
        "localhost, false, NONE, ''"
    })
    void aCertificateIsNeverTakenOnFaith(String host, boolean trusted, RelayAddress.Tls policy, String code, @TempDir Path folder)
            throws Exception {
        KeyStore store = certificate(folder);
        SSLContext tls = context(store);
        relay(tls, trusted ? tls.getSocketFactory() : null, host, policy);
        if (code.isEmpty()) {
            relay.send(mail());
            assertThat(server.mails()).hasSize(1);
            assertThat(server.secured()).isEqualTo(policy == RelayAddress.Tls.NONE ? 0 : 1);
        } else {
            MailFailure failure = failure(() -> relay.send(mail()));
            assertThat(failure.getKind()).isEqualTo("configuration");
            assertThat(failure.getCode()).isEqualTo(code);
            assertThat(server.mails()).isEmpty();
        }
    }

    private void relay(SSLContext tls, SSLSocketFactory trust, String host, RelayAddress.Tls policy) throws IOException {
        server = new ScriptedRelay(tls);
        RelayAddress address = new RelayAddress(host, server.port(), policy, "hub", "pass", "hub@school.example");
        relay = new Relay(address, trust, Duration.ofSeconds(1));
    }

    private static Mail mail() throws Exception {
        return mail(Instant.now().plusSeconds(60));
    }

    private static Mail mail(Instant sendBy) throws Exception {
        Mail mail = new Mail("<1@school.example>", "relay", sendBy);
        mail.setFrom(new InternetAddress("hub@school.example"));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress("to@example.org"));
        mail.setText("hello");
        mail.saveChanges();
        return mail;
    }

    private static MailFailure failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable sending) {
        MailFailure failure = catchThrowableOfType(MailFailure.class, sending);
        assertThat(failure).isNotNull();
        return failure;
    }

    /** For localhost, signed by itself. */
    private static KeyStore certificate(Path folder) throws Exception {
        Path file = folder.resolve("relay.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        int end = new ProcessBuilder(
                        keytool.toString(), "-genkeypair", "-alias", "relay", "-keyalg", "RSA", "-dname", "CN=localhost",
                        "-ext", "san=dns:localhost", "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass",
                        new String(STORE))
                .start()
                .waitFor();
        assertThat(end).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, STORE);
        }
        return store;
    }

    private static SSLContext context(KeyStore store) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, STORE);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("relay", store.getCertificate("relay"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
