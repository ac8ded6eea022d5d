package io.vestnik.platform.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;

/** One PostgreSQL server on loopback, from {@link #start()} to {@link #stop()}; started again should it end by itself. */
final class PostgresServer {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
    private static final int START_ATTEMPTS = 3;

    private final Path home;
    private final PostgresProgram program;
    private final PostgresCluster cluster;
    private int port;
    private boolean served;
    private boolean stopping;

    private PostgresServer(Path home, PostgresProgram program, PostgresCluster cluster) {
        this.home = home;
        this.program = program;
        this.cluster = cluster;
    }

    /** Prepares {@code home}; the caller holds the data directory's lock. */
    static PostgresServer in(Path home) {
        try {
            Files.createDirectories(home);
            Leftovers.removeFrom(home);
            PostgresProgram program = new PostgresProgram(PostgresBinaries.unpackedIn(home).resolve("bin"));
            return new PostgresServer(home, program, PostgresCluster.in(home, program));
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded PostgreSQL can't be set up in " + home + ": " + e.getMessage(), e);
        }
    }

    synchronized void start() {
        try {
            stopServerOfAKilledHub();
            keepLastLog();
            for (int attempt = 1; !started(attempt); attempt++) {
                stopServerOfAKilledHub(); // it may have been on its way up at our first look
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded PostgreSQL does not start: " + e.getMessage(), e);
        }
    }

    private boolean started(int attempt) throws IOException {
        if (!served) {
            port = freePort();
        }
        cluster.writeSettings(port);
        try {
            pgCtl("start", "-w", "-l", log().toString());
        } catch (IOException e) {
            if (attempt == START_ATTEMPTS) {
                throw new IOException(e.getMessage() + "\n" + Files.readString(log()), e);
            }
            return false; // someone was quicker on that port, or an old server's processes are still ending
        }
        served = true;
        process().ifPresent(process -> process.onExit().thenRun(this::startAgain));
        return true;
    }

    /** On the same port: the pool knows no other. */
    private synchronized void startAgain() {
        if (!stopping) {
            LOG.error("the embedded PostgreSQL has ended by itself and is started again; its log is {}", log());
            try {
                start();
            } catch (UncheckedIOException e) {
                LOG.error("the embedded PostgreSQL stays away until the hub is started again", e);
            }
        }
    }

    synchronized void stop() {
        stopping = true;
        try {
            if (process().isPresent()) {
                stopNow();
            }
        } catch (IOException e) {
            LOG.error("the embedded PostgreSQL did not stop; the next start will see to it: {}", e.getMessage());
        }
    }

    private void stopServerOfAKilledHub() throws IOException {
        Optional<ProcessHandle> old = process();
        if (old.isPresent()) {
            LOG.info("stopping the PostgreSQL server of a hub that was killed (process {})", old.get().pid());
            stopNow();
        }
    }

    private void stopNow() throws IOException {
        try {
            pgCtl("stop", "-w", "-m", "fast", "-t", "20");
        } catch (IOException e) {
            pgCtl("stop", "-w", "-m", "immediate", "-t", "20"); // recovers from its journal at the next start
        }
    }

    private void pgCtl(String action, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(action, "-s", "-D", cluster.data().toString()));
        line.addAll(List.of(arguments));
        program.run("pg_ctl", line);
    }

    /** The running server on our files; the number may long be another program's, which must not be stopped. */
    private Optional<ProcessHandle> process() throws IOException {
        Path file = cluster.data().resolve("postmaster.pid");
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        long pid = Long.parseLong(Files.readAllLines(file).get(0).trim());
        return ProcessHandle.of(pid).filter(process -> process.info().command()
                .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
                .orElse(false));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void keepLastLog() throws IOException {
        if (Files.exists(log())) {
            Files.move(log(), home.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Path log() {
        return home.resolve("postgres.log");
    }

    JdbcConnectionDetails connectionDetails() {
        try {
            return new Connection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", cluster.password());
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded PostgreSQL's password can't be read", e);
        }
    }

    private record Connection(String getJdbcUrl, String getPassword) implements JdbcConnectionDetails {

        @Override
        public String getUsername() {
            return PostgresCluster.USER;
        }

        /** Without the password. */
        @Override
        public String toString() {
            return getJdbcUrl;
        }
    }
}
