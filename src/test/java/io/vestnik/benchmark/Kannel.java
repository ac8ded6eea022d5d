package io.vestnik.benchmark;

import io.vestnik.harness.Hub;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Kannel's two processes between a carrier and a sink like the hub's, with its file store, receipts and one callback. */
final class Kannel implements AutoCloseable {

    private static final List<Path> FOLDERS = List.of(Path.of("/usr/sbin"), Path.of("/usr/local/sbin"), Path.of("/usr/bin"));
    private static final int MANY_RECIPIENTS = 10_000_000;

    private final Rig rig;
    private final Tally tally = new Tally();
    private final Carrier carrier;
    private final int port = Hub.freePort();
    private final Form form;
    private final Path folder;
    private Process bearerbox;
    private Process smsbox;

    /** @param rig the hub's, for its loop */
    Kannel(Rig rig) throws IOException, InterruptedException {
        this.rig = rig;
        int carrierPort = Hub.freePort();
        int callbackPort = Hub.freePort();
        carrier = new Carrier(rig.loop, tally, carrierPort);
        new CallbackSink(rig.loop, tally, callbackPort);
        form = SingleForm.kannel(callbackPort, MANY_RECIPIENTS);
        folder = Files.createTempDirectory(Path.of("target", "benchmark"), "kannel-").toAbsolutePath();
        int boxes = Hub.freePort();
        Files.writeString(folder.resolve("kannel.conf"), configuration(carrierPort, boxes));
        try {
            bearerbox = start("bearerbox");
            Rig.await("bearerbox listens", () -> listens(boxes));
            smsbox = start("smsbox");
            Rig.await("smsbox listens", () -> listens(port));
            Rig.await("bound", () -> carrier.bound() > 0);
        } catch (IOException | InterruptedException | RuntimeException e) {
            close(); // there is nobody else who could
            throw e;
        }
    }

    static boolean installed() {
        return program("bearerbox") != null;
    }

    private static Path program(String name) {
        return FOLDERS.stream().map(folder -> folder.resolve(name)).filter(Files::isExecutable).findFirst().orElse(null);
    }

    private Process start(String name) throws IOException {
        Process process = new ProcessBuilder(program(name).toString(), "-v", "4", folder.resolve("kannel.conf").toString())
                .directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return process;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private String configuration(int carrierPort, int boxes) {
        return """
                group = core
                admin-port = %d
                admin-password = benchmark
                smsbox-port = %d
                box-deny-ip = "*.*.*.*"
                box-allow-ip = "127.0.0.1"
                dlr-storage = internal
                store-type = file
                store-location = %s
                store-dump-freq = 10
                sms-outgoing-queue-limit = 10000000
                log-level = 4

                group = smsc
                smsc = smpp
                smsc-id = carrier
                host = 127.0.0.1
                port = %d
                transceiver-mode = true
                smsc-username = user
                smsc-password = password
                system-type = "VMA"
                address-range = ""
                max-pending-submits = %d
                log-level = 4

                group = smsbox
                bearerbox-host = 127.0.0.1
                sendsms-port = %d
                sendsms-interface = 127.0.0.1
                http-request-retry = 3
                http-queue-delay = 1
                log-level = 4

                group = sendsms-user
                username = benchmark
                password = benchmark
                concatenation = true
                max-messages = 3
                forced-smsc = carrier

                group = sms-service
                keyword = default
                max-messages = 0
                text = ""
                """.formatted(Hub.freePort(), boxes, folder.resolve("store"), carrierPort, rig.options.kannelWindow(), port);
    }

    /** It and the hub, since both have the same cores. */
    void awaitQuiet() throws IOException, InterruptedException {
        Processes.awaitQuiet(rig.hub.pid(), rig.hub.postgres(), bearerbox.pid(), smsbox.pid());
    }

    Window window(String name, int count) throws IOException, InterruptedException {
        awaitQuiet();
        Tally.Counts before = counts();
        Usage used = usage();
        Load load = load(rig.options.connections(), count, 0);
        Rig.awaitFinished(load);
        long answered = System.nanoTime();
        rig.awaitTold(tally);
        Window window = Window.of(load.span(), answered, before, counts(), outcome(load.span()), usage().since(used));
        rig.report.say("%s: %s", name, window);
        return window;
    }

    Tally.Outcome latency(int count) throws IOException, InterruptedException {
        awaitQuiet();
        Load load = load(LatencyPart.CONNECTIONS, count, LatencyPart.RATE);
        Rig.awaitFinished(load);
        rig.awaitTold(tally);
        Tally.Outcome outcome = outcome(load.span());
        LatencyPart.tell(rig.report, "Kannel at 100 a second", outcome);
        return outcome;
    }

    private Load load(int connections, int count, double rate) {
        return new Load(rig.loop, tally, form, port, connections, count, rate);
    }

    private Tally.Counts counts() {
        return rig.loop.ask(tally::counts);
    }

    private Tally.Outcome outcome(Span span) {
        return rig.loop.ask(() -> tally.outcome(span.first(), span.end()));
    }

    private Usage usage() {
        return new Usage(Processes.cpu(bearerbox.pid()) + Processes.cpu(smsbox.pid()), 0,
                Processes.cpu(ProcessHandle.current().pid()), Map.of());
    }

    long memory() {
        return Processes.memory(bearerbox.pid()) + Processes.memory(smsbox.pid());
    }

    @Override
    public void close() throws InterruptedException {
        for (Process process : Stream.of(smsbox, bearerbox).filter(Objects::nonNull).toList()) {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
