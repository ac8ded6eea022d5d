package io.vestnik.platform.postgres;

import io.vestnik.harness.Hub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database server outside the hub, on a port that it keeps; what it holds outlives a stop. */
public final class ExternalPostgres implements AutoCloseable {

    private final Path home = Hub.newFolder("postgres");
    private final PostgresServer server = PostgresServer.in(home);

    public void start() {
        server.start();
    }

    /** Its clients' connections end at once. */
    public void stop() {
        server.stop();
    }

    /** It keeps its connections and does not answer, until it is thawed. */
    public void freeze() throws Exception {
        signal("STOP");
    }

    public void thaw() throws Exception {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        long server = Long.parseLong(Files.readAllLines(home.resolve("cluster/data/postmaster.pid")).get(0).trim());
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        ProcessHandle postmaster = ProcessHandle.of(server).orElseThrow();
        Stream.concat(Stream.of(postmaster), postmaster.descendants()).forEach(p -> command.add(Long.toString(p.pid())));
        new ProcessBuilder(command).inheritIO().start().waitFor(); // a backend may have ended meanwhile
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
