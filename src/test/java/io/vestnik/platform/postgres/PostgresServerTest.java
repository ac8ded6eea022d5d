package io.vestnik.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vestnik.platform.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;

class PostgresServerTest {

    @TempDir
    Path home;

    private PostgresServer server;

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void keepsWhatWasCommittedOverARestart() throws Exception {
        start();
        ask("CREATE TABLE kept AS SELECT 'yes' AS answer");
        server.stop();
        start();
        assertThat(ask("SELECT answer FROM kept")).isEqualTo("yes");
    }

    @Test
    void syncsWhatItPromises() throws Exception {
        start();
        assertThat(ask("SHOW fsync")).isEqualTo("on");
        assertThat(ask("SHOW synchronous_commit")).isEqualTo("on");
        assertThat(ask("SHOW server_encoding")).isEqualTo("UTF8");
    }

    @Test
    void opensToItsPasswordAlone() throws Exception {
        start();
        JdbcConnectionDetails details = server.connectionDetails();
        assertThatThrownBy(() -> DriverManager.getConnection(details.getJdbcUrl(), details.getUsername(), "guess").close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("cluster/password"))))
                .isEqualTo("rw-------");
    }

    @Test
    void stopsTheServerThatAKilledHubHasLeft() throws Exception {
        start();
        server.stop();
        PostgresProgram program = new PostgresProgram(PostgresBinaries.unpackedIn(home).resolve("bin"));
        program.run("pg_ctl", List.of("start", "-s", "-w", "-D", home + "/cluster/data", "-l", home + "/left.log"));
        long left = postmaster();
        start();
        assertThat(postmaster()).isNotEqualTo(left);
        assertThat(ask("SELECT 1")).isEqualTo("1");
        assertThat(Files.readString(home.resolve("left.log"))).contains("database system is shut down");
    }

    @Test
    void startsOverWhereAHubWasKilledInMidSetUp() throws Exception {
        Files.createDirectories(home.resolve("unfinished-1/data"));
        Files.writeString(home.resolve("unfinished-1/data/PG_VERSION"), "17");
        start();
        assertThat(home.resolve("unfinished-1")).doesNotExist();
        assertThat(ask("SELECT 1")).isEqualTo("1");
    }

    @Test
    void ignoresAProcessFileWhoseNumberIsAnotherProgramsNow() throws Exception {
        start();
        server.stop();
        String self = Long.toString(ProcessHandle.current().pid());
        Files.writeString(home.resolve("cluster/data/postmaster.pid"), self + "\n" + home.resolve("cluster/data") + "\n");
        start();
        assertThat(ask("SELECT 1")).isEqualTo("1"); // and this process lives
    }

    @Test
    void comesBackAfterItEndedByItself() throws Exception {
        start();
        long first = postmaster();
        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> ask("SELECT 1").equals("1"));
        assertThat(postmaster()).isNotEqualTo(first);
    }

    @Test
    void refusesASecondHubOnTheSameFolder() throws Exception {
        start();
        try (DataDirectory first = DataDirectory.lock(home)) {
            assertThatThrownBy(() -> DataDirectory.lock(home))
                    .hasMessageContaining("vestnik.data-dir: another hub (process " + ProcessHandle.current().pid())
                    .hasMessageContaining(first.path().toString());
        }
        assertThat(ask("SELECT 1")).isEqualTo("1");
        DataDirectory.lock(home).close();
    }

    private void start() {
        server = PostgresServer.in(home);
        server.start();
    }

    private long postmaster() throws IOException {
        return Long.parseLong(Files.readAllLines(home.resolve("cluster/data/postmaster.pid")).get(0));
    }

    private String ask(String sql) throws SQLException {
        JdbcConnectionDetails details = server.connectionDetails();
        try (Connection connection =
                DriverManager.getConnection(details.getJdbcUrl(), details.getUsername(), details.getPassword())) {
            boolean answers = connection.createStatement().execute(sql);
            if (!answers) {
                return null;
            }
            try (ResultSet rows = connection.createStatement().executeQuery(sql)) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
