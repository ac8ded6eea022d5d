package io.vestnik.harness;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** OpenSSH's {@code sftp}, run with a batch of commands. Without it on the machine the test is skipped. */
public final class SftpProgram {

    private static final List<String> CLIENT =
            List.of("-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-F", "none");

    private final int port;
    private final String user;
    private final Path folder;
    private final List<String> options = new ArrayList<>();
    private final String password;

    private SftpProgram(int port, String user, Path folder, String password) {
        assumeTrue(exists("sftp"), "skipped: OpenSSH's sftp is not on the path");
        this.port = port;
        this.user = user;
        this.folder = folder;
        this.password = password;
    }

    /** @param folder for the program's own files, and where its local paths begin */
    public static SftpProgram withPassword(int port, String user, String password, Path folder) {
        SftpProgram program = new SftpProgram(port, user, folder, password);
        program.options.addAll(List.of("-o", "PubkeyAuthentication=no", "-o", "NumberOfPasswordPrompts=1"));
        return program;
    }

    /** @param key the private key's file */
    public static SftpProgram withKey(int port, String user, Path key, Path folder) {
        SftpProgram program = new SftpProgram(port, user, folder, "");
        program.options.addAll(List.of("-o", "PasswordAuthentication=no", "-o", "IdentitiesOnly=yes", "-i", key.toString()));
        return program;
    }

    /** A new key without a passphrase; its public half in OpenSSH's one-line form is beside it as {@code .pub}. */
    public static Path newKey(Path file) {
        assumeTrue(exists("ssh-keygen"), "skipped: OpenSSH's ssh-keygen is not on the path");
        run(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", file.toString()), file.getParent(), "");
        return file;
    }

    /** With an option of the program's. */
    public SftpProgram with(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** @param exit 0 unless a command failed that did not begin with a dash, or nobody got in */
    public record Said(int exit, String text) {}

    public Said run(String... commands) {
        return run(command(commands), folder, password);
    }

    /** The same login by {@code ssh}, for what is not SFTP. */
    public Said ssh(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ssh", "-p", String.valueOf(port), "-T"));
        command.addAll(CLIENT);
        command.addAll(options);
        command.add(user + "@127.0.0.1");
        command.addAll(List.of(arguments));
        return run(command, folder, password);
    }

    /** Started, and not waited for. */
    public Process start(String... commands) {
        return start(command(commands), folder, password);
    }

    private List<String> command(String... commands) {
        try {
            Path batch = Files.createTempFile(Files.createDirectories(folder.resolve("batches")), "b", ".txt");
            Files.write(batch, List.of(commands), StandardCharsets.UTF_8);
            List<String> command = new ArrayList<>(List.of("sftp", "-P", String.valueOf(port),
                    "-o", "BatchMode=no", // the first holds, and the one of -b asks for no password
                    "-b", batch.toString()));
            command.addAll(CLIENT);
            command.addAll(options);
            command.add(user + "@127.0.0.1");
            return command;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Said run(List<String> command, Path folder, String password) {
        Process process = start(command, folder, password);
        try {
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " takes too long: " + text);
            }
            return new Said(process.exitValue(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Process start(List<String> command, Path folder, String password) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
            builder.environment().put("SSH_ASKPASS", askpass(folder).toString());
            builder.environment().put("SSH_ASKPASS_REQUIRE", "force");
            builder.environment().put("PASSWORD", password);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path askpass(Path folder) throws IOException {
        Path script = folder.resolve("askpass").toAbsolutePath();
        if (Files.notExists(script)) {
            Files.createFile(script, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.writeString(script, "#!/bin/sh\nprintf '%s\\n' \"$PASSWORD\"\n");
        }
        return script;
    }

    static boolean exists(String program) {
        return List.of(System.getenv("PATH").split(":")).stream().anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }
}
