package io.vestnik.benchmark;

import io.vestnik.harness.Hub;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/** The packaged hub as its own process, with data of its own; started, killed, asked. */
final class HubProcess implements AutoCloseable {

    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    static final Path JAR = Path.of("target", "vestnik.jar").toAbsolutePath();
    private static final Duration START = Duration.ofSeconds(120);
    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Path jar;
    private final Path folder;
    private final List<String> jvm;
    private final int port = Hub.freePort();
    private Process process;

    /** @param settings of {@code application.yaml}, but for port and data folder */
    HubProcess(Path jar, Path folder, List<String> jvm, String settings) throws IOException {
        if (Files.notExists(jar)) {
            throw new IllegalStateException("there is no " + jar + ": mvn -q -DskipTests package");
        }
        this.jar = jar;
        this.folder = folder;
        this.jvm = jvm;
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(folder.resolve("config/application.yaml"),
                "server.port: " + port + "\nvestnik.data-dir: " + folder.resolve("data") + "\n" + settings);
    }

    /** Starts it, or starts it again on what it had; returns when it is ready. */
    void start() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java("java")));
        command.addAll(jvm);
        command.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints")); // a profile that tells the truth
        command.addAll(List.of("-jar", jar.toString()));
        process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("hub.log").toFile())).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        long deadline = System.nanoTime() + START.toNanos();
        while (!ready()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("the hub does not start, see " + folder.resolve("hub.log"));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** A program of the JDK that runs us. */
    static String java(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }

    private boolean ready() throws InterruptedException {
        try {
            return get("/actuator/health/readiness", "").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    HttpResponse<String> get(String path, String key) throws IOException, InterruptedException {
        return HTTP.send(request(path, key).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String key, String json) throws IOException, InterruptedException {
        return send("POST", path, key, json);
    }

    HttpResponse<String> put(String path, String key, String json) throws IOException, InterruptedException {
        return send("PUT", path, key, json);
    }

    private HttpResponse<String> send(String method, String path, String key, String json) throws IOException, InterruptedException {
        return HTTP.send(
                request(path, key).header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(json)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String key) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(Duration.ofSeconds(20));
        return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** The embedded database's first process; 0: there is none. */
    long postgres() throws IOException {
        return Files.exists(postmaster()) ? Long.parseLong(Files.readAllLines(postmaster()).get(0).trim()) : 0;
    }

    private Path postmaster() {
        return folder.resolve("data/postgres/cluster/data/postmaster.pid");
    }

    /** Nothing is stored any more in the embedded database; at a time when nothing is under way. */
    void empty() throws IOException, SQLException {
        String port = Files.readAllLines(postmaster()).get(3).trim();
        String password = Files.readString(folder.resolve("data/postgres/cluster/password")).trim();
        try (Connection connection =
                        DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "vestnik", password);
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE message, delivery, provider_message, callback, idempotency, dead_letter");
        }
    }

    /** Runs {@code jcmd} on it. */
    void command(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java("jcmd"), Long.toString(pid())));
        command.addAll(List.of(words));
        Process jcmd = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("jcmd.log").toFile())).start();
        if (jcmd.waitFor() != 0) {
            throw new IllegalStateException(command + " failed, see " + folder.resolve("jcmd.log"));
        }
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** SIGTERM. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            kill();
        }
    }

    /** Its log stays, its data go. */
    @Override
    public void close() throws IOException, InterruptedException {
        if (process != null) {
            stop();
        }
        ProcessHandle left = ProcessHandle.of(postgres())
                .filter(p -> p.info().command().orElse("").contains("postgres")) // not one that has its number now
                .orElse(null);
        if (left != null) { // by a hub that was killed
            left.destroy();
            left.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        }
        FileSystemUtils.deleteRecursively(folder.resolve("data"));
    }
}
