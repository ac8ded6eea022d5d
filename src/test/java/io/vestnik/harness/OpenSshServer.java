package io.vestnik.harness;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real OpenSSH server of this test's own, SFTP only, for whoever runs the test. Without the program the test is skipped. */
public final class OpenSshServer implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");

    private final Path folder;
    private final int port = Hub.freePort();
    private Process process;

    /** @param folder for its files; {@code files} in it is where its users begin */
    public OpenSshServer(Path folder) {
        this.folder = folder;
    }

    public static void assumeInstalled() {
        assumeTrue(Files.isExecutable(PROGRAM), "skipped: OpenSSH's sshd is not on this machine");
    }

    /** @param authorized the file with the public key that gets in */
    public void start(Path authorized) {
        try {
            Files.createDirectories(folder.resolve("files"));
            Path keys = Files.copy(authorized, folder.resolve("authorized_keys"));
            SftpProgram.newKey(folder.resolve("host"));
            Files.createDirectories(Path.of("/run/sshd")); // it insists on the folder when root starts it
            Path settings = Files.write(folder.resolve("sshd_config"), List.of(
                    "Port " + port,
                    "ListenAddress 127.0.0.1",
                    "HostKey " + folder.resolve("host"),
                    "AuthorizedKeysFile " + keys,
                    "PidFile none",
                    "StrictModes no",
                    "UsePAM no",
                    "PermitRootLogin yes",
                    "PasswordAuthentication no",
                    "KbdInteractiveAuthentication no",
                    "Subsystem sftp internal-sftp -d " + folder.resolve("files")));
            process = new ProcessBuilder(PROGRAM.toString(), "-D", "-e", "-f", settings.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("sshd.log").toFile())
                    .start();
            await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
                new Socket("127.0.0.1", port).close();
                return true;
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String place() {
        return "127.0.0.1:" + port;
    }

    /** As a file of known hosts has it. */
    public String knownHost() {
        try {
            return "[127.0.0.1]:" + port + " " + Files.readString(folder.resolve("host.pub"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path files() {
        return folder.resolve("files");
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
        }
    }
}
