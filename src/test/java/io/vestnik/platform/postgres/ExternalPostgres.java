package io.vestnik.platform.postgres;

import io.vestnik.harness.Hub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database server outside the hub, on a port that it keeps; what it holds outlives a stop. */
public final class ExternalPostgres implements AutoCloseable {

    private final Path home = Hub.newFolder("postgres");
    private final PostgresServer server = PostgresServer.in(home);

    public ExternalPostgres() {
        server.stop(); // from here on it does not come back by itself
    }

    public void start() {
        server.start();
    }

    /** Its clients' connections end at once. */
    public void stop() {
        server.stop();
    }

    /** An immediate shutdown: it must recover from its journal at the next start. */
    public void crash() throws Exception {
        ProcessHandle postmaster = postmaster();
        kill("QUIT", Stream.of(postmaster));
        postmaster.onExit().get(20, TimeUnit.SECONDS);
    }

    /** It keeps its connections and does not answer, until it is thawed. */
    public void freeze() throws Exception {
        signal("STOP");
    }

    public void thaw() throws Exception {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        ProcessHandle postmaster = postmaster();
        kill(name, Stream.concat(Stream.of(postmaster), postmaster.descendants()));
    }

    private static void kill(String name, Stream<ProcessHandle> processes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes.forEach(p -> command.add(Long.toString(p.pid())));
        new ProcessBuilder(command).inheritIO().start().waitFor(); // a backend may have ended meanwhile
    }

    private ProcessHandle postmaster() {
        return postmaster(home);
    }

    /** The server on the files below {@code home}; throws when none runs. */
    public static ProcessHandle postmaster(Path home) {
        try {
            long pid = Long.parseLong(Files.readAllLines(home.resolve("cluster/data/postmaster.pid")).get(0).trim());
            return ProcessHandle.of(pid).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a hub must be told to use it; known after the first start. */
    public List<String> settings() {
        JdbcConnectionDetails details = server.connectionDetails();
        return List.of(
                "spring.datasource.url=" + details.getJdbcUrl(),
                "spring.datasource.username=" + details.getUsername(),
                "spring.datasource.password=" + details.getPassword());
    }

    /** To look at what a hub has written, and to write what it should find. */
    public JdbcClient jdbc() {
        JdbcConnectionDetails details = server.connectionDetails();
        return JdbcClient.create(
                new DriverManagerDataSource(details.getJdbcUrl(), details.getUsername(), details.getPassword()));
    }

    @Override
    public void close() {
        stop();
    }
}
