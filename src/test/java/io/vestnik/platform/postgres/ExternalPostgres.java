package io.vestnik.platform.postgres;

import io.vestnik.harness.Hub;
import java.util.List;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;

/** A database server outside the hub, on a port that it keeps; what it holds outlives a stop. */
public final class ExternalPostgres implements AutoCloseable {

    private final PostgresServer server = PostgresServer.in(Hub.newFolder("postgres"));

    public void start() {
        server.start();
    }

    /** Its clients' connections end at once. */
    public void stop() {
        server.stop();
    }

    /** What a hub must be told to use it; known after the first start. */
    public List<String> settings() {
        JdbcConnectionDetails details = server.connectionDetails();
        return List.of(
                "spring.datasource.url=" + details.getJdbcUrl(),
                "spring.datasource.username=" + details.getUsername(),
                "spring.datasource.password=" + details.getPassword());
    }

    @Override
    public void close() {
        stop();
    }
}
