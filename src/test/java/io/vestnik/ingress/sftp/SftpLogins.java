package io.vestnik.ingress.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.harness.OperatorClient;
import io.vestnik.harness.SftpProgram;
import io.vestnik.harness.SftpProgram.Said;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, and to nothing but files: the half of {@link SftpDoorTest} that shares its hub. */
abstract class SftpLogins {

    @Test
    void aPasswordOpensTheSameHome() {
        SftpProgram school = SftpHub.user("school", "school-password");
        assertThat(school.run("ls -1").text()).contains("bad", "done", "in", "out");
    }

    @ParameterizedTest
    @CsvSource({"school, wrong", "nobody, school-password", "poll, x", "school, stranger-password", "root, ''"})
    void whoeverIsNotKnownIsToldTheSame(String user, String password) {
        Said said = SftpHub.user(user, password).run("ls");
        assertThat(said.exit()).isNotZero();
        assertThat(said.text()).contains(user + "@127.0.0.1: Permission denied (publickey,password).");
    }

    @Test
    void aForeignKeyOpensNothing() {
        Path key = SftpProgram.newKey(SftpHub.FOLDER.resolve("foreign_key"));
        for (String user : List.of("school", "stranger", "poll")) {
            assertThat(SftpProgram.withKey(SftpHub.hub().sftpPort(), user, key, SftpHub.FOLDER).run("ls").exit()).isNotZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Ciphers=aes256-cbc", "Ciphers=3des-cbc", "KexAlgorithms=diffie-hellman-group14-sha1", "MACs=hmac-sha1",
        "HostKeyAlgorithms=ssh-rsa", "HostKeyAlgorithms=rsa-sha2-512"})
    void whatIsWeakIsNotSpoken(String option) {
        String[] options = option.startsWith("MACs") ? new String[] {"-o", "Ciphers=aes128-ctr", "-o", option} : new String[] {"-o", option};
        assertThat(SftpHub.school().with(options).run("ls").text()).contains("Unable to negotiate", "no matching");
    }

    @Test
    void thereIsNoShellNoCommandAndNoWayOn() {
        assertThat(SftpHub.school().ssh("id").exit()).isNotZero();
        assertThat(SftpHub.school().ssh().exit()).isNotZero();
        int http = URI.create(SftpHub.hub().url()).getPort();
        Said way = SftpHub.school().with("-W", "127.0.0.1:" + http).ssh();
        assertThat(way.exit()).isNotZero();
        assertThat(way.text()).contains("open failed");
    }

    @Test
    void theKeysAreTheHubsAlone() throws Exception {
        for (String name : List.of("host_key", "poll_key")) {
            assertThat(Files.getPosixFilePermissions(SftpHub.FOLDER.resolve("data/sftp").resolve(name))).hasSize(2);
        }
    }

    @Test
    void whoeverGuessesMustWait() {
        for (int i = 0; i < 6; i++) {
            SftpHub.user("guessed", "wrong" + i).run("ls");
        }
        OperatorClient root = new OperatorClient(SftpHub.hub(), "root-key");
        root.put("accounts/guessed", "{}", 201);
        String password = root.put("accounts/guessed/logins/sftp", "{'user': 'guessed'}", 200).get("password").asText();
        SftpProgram guessed = SftpHub.user("guessed", password);
        await().atMost(Duration.ofSeconds(60)).until(() -> guessed.run("ls").exit() == 0); // the rest is over
        int before = SftpHub.hub().logText().split("account guessed is here").length;
        Process here = guessed.start("!sleep 60", "ls");
        await().atMost(Duration.ofSeconds(20)).until(() -> SftpHub.hub().logText().split("account guessed is here").length > before);
        root.post("accounts/guessed/close", 200);
        await().atMost(Duration.ofSeconds(20)).until(() -> SftpHub.hub().logText().contains("account guessed may not be here any more"));
        here.destroyForcibly();
        assertThat(guessed.run("ls").exit()).isNotZero();
    }
}
