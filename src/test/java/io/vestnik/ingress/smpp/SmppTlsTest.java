package io.vestnik.ingress.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.harness.Hub;
import io.vestnik.smpp.Pdu;
import java.io.DataInputStream;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

/** The door by TLS, and the sandbox's login. */
class SmppTlsTest {

    @Test
    void theSandboxIsBoundByTls() throws Exception {
        Path folder = Hub.newFolder("smpp-tls");
        Path keys = folder.resolve("keys.p12");
        int made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-keyalg", "EC", "-alias",
                        "hub", "-dname", "CN=localhost", "-validity", "2", "-keystore", keys.toString(), "-storetype", "PKCS12",
                        "-storepass", "changeit")
                .inheritIO().start().waitFor();
        assertThat(made).isZero();
        int port = Hub.freePort();
        try (Hub hub = Hub.start(
                folder,
                "vestnik.smpp.tls-port=" + port,
                "vestnik.smpp.ssl-bundle=smpp",
                "spring.ssl.bundle.jks.smpp.keystore.location=file:" + keys,
                "spring.ssl.bundle.jks.smpp.keystore.password=changeit",
                "spring.ssl.bundle.jks.smpp.keystore.type=PKCS12")) {
            assertThat(hub.logText()).contains("SMPP   127.0.0.1:" + port + " (TLS)");
            try (SSLSocket socket = (SSLSocket) trusting(keys).getSocketFactory().createSocket("127.0.0.1", port)) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(Pdu.COMPOSER.bind(
                        9, 1, "demo", "demo", "", (byte) 0x34, (byte) 0, (byte) 0, ""));
                byte[] answer = new DataInputStream(socket.getInputStream()).readNBytes(16);
                assertThat(Pdu.DECOMPOSER.header(answer).getCommandStatus()).isZero();
            }
        }
    }

    private static SSLContext trusting(Path keys) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(KeyStore.getInstance(keys.toFile(), "changeit".toCharArray()));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
