package io.vestnik.ingress.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.vestnik.harness.Customer;
import io.vestnik.harness.Hub;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kannel, a C gateway, uses the hub as its SMSC: what it is asked by HTTP goes through, and comes back as its receipt. */
class KannelPeerTest {

    private static final Path BEARERBOX = Path.of("/usr/sbin/bearerbox");
    private static final Path SMSBOX = Path.of("/usr/sbin/smsbox");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Hub HUB = Hub.sandbox();
    private static final Customer DEMO = Customer.demo(HUB);
    private static final int SENDSMS = Hub.freePort();
    private static final Queue<String> RECEIPTS = new ConcurrentLinkedQueue<>();
    private static final List<Process> BOXES = new ArrayList<>();
    private static HttpServer sink;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Files.isExecutable(BEARERBOX), "skipped: Kannel is not installed");
        sink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sink.createContext("/", call -> {
            RECEIPTS.add(call.getRequestURI().getQuery());
            call.sendResponseHeaders(200, -1);
            call.close();
        });
        sink.start();
        Path folder = Hub.newFolder("kannel");
        int boxes = Hub.freePort();
        Path configuration = Files.writeString(folder.resolve("kannel.conf"), configuration(folder, boxes));
        box(BEARERBOX, configuration);
        await().atMost(PATIENCE).until(() -> listens(boxes));
        box(SMSBOX, configuration);
        await().atMost(PATIENCE).until(() -> listens(SENDSMS));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        for (Process box : BOXES) {
            box.destroy();
            if (!box.waitFor(20, TimeUnit.SECONDS)) {
                box.destroyForcibly();
            }
        }
        if (sink != null) {
            sink.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource({"79161230451, 0, Hello from Kannel", "79161230452, 2, Привет от Kannel", "79161230453, 0, LONG", "79161240001, 0, Not to be"})
    void whatKannelSendsArrivesAndItLearnsWhatBecameOfIt(String to, int coding, String given) throws Exception {
        String text = given.equals("LONG") ? "Kannel cuts this text into parts. ".repeat(12).strip() : given;
        String told = "http://127.0.0.1:" + sink.getAddress().getPort() + "/?to=" + to + "&status=%d";
        URI call = URI.create("http://127.0.0.1:" + SENDSMS + "/cgi-bin/sendsms?username=test&password=test&from=VESTNIK&to=" + to
                + "&coding=" + coding + "&charset=UTF-8&text=" + encoded(text) + "&dlr-mask=3&dlr-url=" + encoded(told));
        var answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(call).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        String status = to.endsWith("0001") ? "2" : "1";
        await().atMost(PATIENCE).until(() -> RECEIPTS.stream().filter(("to=" + to + "&status=" + status)::equals).count() >= 1);
        assertThat(DEMO.sandboxed("+" + to)).containsExactly(text);
    }

    private static void box(Path program, Path configuration) throws IOException {
        Process process = new ProcessBuilder(program.toString(), "-v", "1", configuration.toString())
                .directory(configuration.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(configuration.resolveSibling(program.getFileName() + ".log").toFile())
                .start();
        BOXES.add(process);
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static String configuration(Path folder, int boxes) {
        return """
                group = core
                admin-port = %d
                admin-password = test
                smsbox-port = %d
                box-deny-ip = "*.*.*.*"
                box-allow-ip = "127.0.0.1"
                dlr-storage = internal
                store-type = file
                store-location = %s

                group = smsc
                smsc = smpp
                smsc-id = hub
                host = 127.0.0.1
                port = %d
                transceiver-mode = true
                smsc-username = demo
                smsc-password = demo
                system-type = ""
                address-range = ""
                alt-charset = "UTF-8"

                group = smsbox
                bearerbox-host = 127.0.0.1
                sendsms-port = %d
                sendsms-interface = 127.0.0.1

                group = sendsms-user
                username = test
                password = test
                concatenation = true
                max-messages = 10
                forced-smsc = hub

                group = sms-service
                keyword = default
                max-messages = 0
                text = ""
                """.formatted(Hub.freePort(), boxes, folder.resolve("store"), HUB.smppPort(), SENDSMS);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
