package io.vestnik.ingress.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.harness.OpenSshServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The example of an external server, against OpenSSH's; the hub starts before that server does. */
class ExternalServerTest {

    @AfterAll
    static void close() {
        SftpHub.WAREHOUSE.close();
    }

    @Test
    void aFileIsFetchedAnsweredAndPutAwayOnceTheServersKeyIsKnown() throws Exception {
        OpenSshServer.assumeInstalled();
        assertThat(SftpHub.hub().isAlive()).isTrue();
        SftpHub.WAREHOUSE.start(Path.of(SftpHub.KEY + ".pub"));
        Path outbox = Files.createDirectories(SftpHub.WAREHOUSE.files().resolve("outbox"));
        Path inbox = Files.createDirectories(SftpHub.WAREHOUSE.files().resolve("inbox"));
        Files.writeString(outbox.resolve("stock.csv"), "phone,text\n");
        Files.writeString(outbox.resolve("stock.csv.part"), "x");
        await().atMost(Duration.ofSeconds(30)).until(() -> SftpHub.hub().logText().lines()
                .anyMatch(line -> line.contains("tried again at the next poll") && line.contains("reject HostKey")));
        assertThat(outbox.resolve("stock.csv")).exists();

        Files.writeString(SftpHub.KNOWN_HOSTS, SftpHub.WAREHOUSE.knownHost());
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(inbox.resolve("stock.csv.answer")));
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            try (Stream<Path> done = Files.list(outbox.resolve("done"))) {
                return done.anyMatch(file -> file.getFileName().toString().matches("\\d{8}-\\d{6}-stock\\.csv"));
            }
        });
        assertThat(inbox.resolve("stock.csv.answer")).hasContent("phone,text\n");
        assertThat(outbox.resolve("stock.csv")).doesNotExist();
        assertThat(outbox.resolve("stock.csv.part")).exists();
    }
}
