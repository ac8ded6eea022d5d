package io.vestnik.benchmark;

import io.vestnik.harness.Hub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A hub with data of its own between the peers, for one part of the benchmark. */
final class Rig implements AutoCloseable {

    static final String KEY = "benchmark-key";
    private static final Path FOLDER = Path.of("target", "benchmark").toAbsolutePath();
    private static final long STALLED = TimeUnit.SECONDS.toNanos(90); // no answer for 30 s, 30 s as unknown, and a lease
    private static final int MANY_RECIPIENTS = 10_000_000;

    final Loop loop = new Loop();
    private final Path jar;
    final Tally tally = new Tally();
    final Options options;
    final Report report;
    final Carrier carrier;
    final int callbackPort = Hub.freePort();
    final int smppPort = Hub.freePort();
    final int sftpPort = Hub.freePort();
    final HubProcess hub;
    private final CallbackSink callbacks;
    private final String name;
    private final String settings;

    Rig(String name, Options options, Report report, String... furtherAccounts) throws IOException, InterruptedException {
        this(name, options, report, options.window(), "", furtherAccounts);
    }

    /** One of another build. */
    Rig(String name, Path jar, Options options, Report report) throws IOException, InterruptedException {
        this(name, jar, options, report, options.window(), "");
    }

    Rig(String name, Options options, Report report, int window, String settings, String... furtherAccounts)
            throws IOException, InterruptedException {
        this(name, HubProcess.JAR, options, report, window, settings, furtherAccounts);
    }

    private Rig(
            String name, Path jar, Options options, Report report, int window, String settings, String... furtherAccounts)
            throws IOException, InterruptedException {
        this.jar = jar;
        this.options = options;
        this.report = report;
        int carrierPort = Hub.freePort();
        carrier = new Carrier(loop, tally, carrierPort);
        callbacks = new CallbackSink(loop, tally, callbackPort);
        this.name = name;
        this.settings = settings(carrierPort, window, settings, furtherAccounts);
        hub = hub(smppPort, sftpPort);
    }

    /** One with the same settings, on a port of its own; not started. */
    HubProcess anotherHub() throws IOException {
        return hub(0, 0);
    }

    private HubProcess hub(int smpp, int sftp) throws IOException {
        Path folder = Files.createTempDirectory(Files.createDirectories(FOLDER), name + "-");
        return new HubProcess(jar, folder, options.jvm(), "vestnik.smpp.port: " + smpp + "\nvestnik.sftp.port: " + sftp + "\n" + settings);
    }

    private String settings(int carrierPort, int window, String settings, String... furtherAccounts) {
        StringBuilder yaml = new StringBuilder("vestnik:\n  accounts:\n" + account("benchmark"));
        for (String account : furtherAccounts) {
            yaml.append(account(account));
        }
        return yaml + """
                  callbacks.allow-private-addresses: true
                  channels.sms.providers:
                    - {name: carrier, uri: "smpp://user:password@127.0.0.1:%d", window: %d}
                """.formatted(carrierPort, window) + settings + options.settings();
    }

    private String account(String id) {
        return """
                    - id: %s
                      api-keys: [%s-key]
                      soap: {user: %s, password: password}
                      smpp: {system-id: %s, password: password, window: 500}
                      sftp: {user: %s, password: password}
                      senders: [BENCH]
                      callback: {url: "http://127.0.0.1:%d/", secret: "%s"}
                      hours: {marketing: always, service: always, transactional: always}
                """.formatted(id, id, id, id, id, callbackPort, HubProcess.SECRET);
    }

    /** Starts the hub and waits for its carrier session. */
    Rig start() throws IOException, InterruptedException {
        try {
            startHub();
            return this;
        } catch (IOException | InterruptedException | RuntimeException e) {
            close(); // there is nobody else who could
            throw e;
        }
    }

    /** Stops the hub and starts it again. */
    void restart() throws IOException, InterruptedException {
        hub.stop();
        startHub();
    }

    private void startHub() throws IOException, InterruptedException {
        long before = System.nanoTime();
        hub.start();
        await("bound", () -> carrier.bound() > 0);
        report.say("hub ready after %.1f s", (System.nanoTime() - before) / 1e9);
    }

    /** Messages of class service by REST, each to another recipient. */
    Form rest() {
        return SingleForm.rest(KEY, "service", MANY_RECIPIENTS);
    }

    /** Sessions of the account with the SMPP door. */
    EsmeLoad esme(int sessions, int window) throws InterruptedException {
        EsmeLoad esme =
                new EsmeLoad(loop, tally, smppPort, new EsmeLoad.Login("benchmark", "password"), sessions, window, MANY_RECIPIENTS);
        await("bound to the hub", esme::bound);
        return esme;
    }

    Form soap() {
        return SingleForm.soap("benchmark", "password", MANY_RECIPIENTS);
    }

    Form batch() {
        return new BatchForm(KEY, "service", 10_000, MANY_RECIPIENTS);
    }

    Load load(Form form, int connections, int count, double rate) {
        return new Load(loop, tally, form, hub.port(), connections, count, rate);
    }

    Tally.Counts counts() {
        return loop.ask(tally::counts);
    }

    /** As the messages of a load stand now. */
    Tally.Outcome outcome(Span span) {
        return loop.ask(() -> tally.outcome(span.first(), span.end()));
    }

    Usage usage() throws IOException {
        return Usage.now(hub.pid(), hub.postgres());
    }

    /** Sends and waits until all is told; then how it went. */
    Window window(String name, Form form, int connections, int count) throws IOException, InterruptedException {
        return window(name, () -> load(form, connections, count, 0).finished().thenApply(Load::span));
    }

    /** The same for messages that clients submit. */
    Window window(String name, EsmeLoad esme, int count) throws IOException, InterruptedException {
        return window(name, () -> esme.send(count));
    }

    private Window window(String name, Supplier<CompletableFuture<Span>> send) throws IOException, InterruptedException {
        awaitQuiet();
        Tally.Counts before = counts();
        Usage used = usage();
        Span span = send.get().join();
        long answered = System.nanoTime();
        awaitTold(tally);
        Window window = Window.of(span, answered, before, counts(), outcome(span), usage().since(used));
        report.say("%s: %s", name, window);
        return window;
    }

    /** Compilers, vacuum and journals are at work for a while after the last message. */
    void awaitQuiet() throws IOException, InterruptedException {
        Processes.awaitQuiet(hub.pid(), hub.postgres());
    }

    void warm() throws IOException, InterruptedException {
        if (options.warm() > 0) {
            window("warm-up", rest(), options.connections(), options.warm());
        }
    }

    static void awaitFinished(Load load) {
        try {
            load.finished().get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new CompletionException(e);
        }
    }

    /** Until each message that was accepted is submitted and told of; or nothing has moved for 90 s. */
    void awaitTold(Tally of) throws InterruptedException {
        awaitMoving(of, () -> {
            Tally.Counts counts = loop.ask(of::counts);
            return counts.callbacks() >= counts.accepted() && counts.submits() >= counts.accepted();
        });
    }

    void awaitMoving(BooleanSupplier condition) throws InterruptedException {
        awaitMoving(tally, condition);
    }

    private void awaitMoving(Tally of, BooleanSupplier condition) throws InterruptedException {
        Tally.Counts last = null;
        long lastChange = System.nanoTime();
        while (!condition.getAsBoolean()) {
            Tally.Counts now = loop.ask(of::counts);
            if (!now.equals(last)) {
                last = now;
                lastChange = System.nanoTime();
            } else if (System.nanoTime() - lastChange > STALLED) {
                report.say("nothing moves for 90 s: %s", now);
                report.incomplete();
                return;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    /** What became of all messages of a part that has waited for the end of each. */
    void reckon() {
        Tally.Outcome outcome = loop.ask(tally::outcome);
        reckon(outcome.lost(), outcome.untold());
    }

    /** The same where some still wait. */
    void reckon(int lost, int untold) {
        Tally.Counts counts = counts();
        report.add(lost, untold, counts.repeats(), counts.refused(), counts.broken());
        checkSignatures();
    }

    void checkSignatures() {
        if (callbacks.unsigned() > 0) {
            report.fault("%d callbacks without a signature", callbacks.unsigned());
        }
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(60)) {
                throw new IllegalStateException("not within 60 s: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        try (loop) {
            hub.close();
        }
    }
}
