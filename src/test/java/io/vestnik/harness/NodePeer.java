package io.vestnik.harness;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Foreign clients written for Node: {@code src/test/node}, installed from its lock file into {@code target/node}. */
public final class NodePeer {

    private static final Path SOURCE = Path.of("src/test/node");
    private static final Path HOME = Path.of("target/node");

    private NodePeer() {}

    /**
     * Runs a script to its end; what it printed. Without node and npm on the machine the test is skipped.
     *
     * @throws AssertionError when it fails, with what it said
     */
    public static String run(String script, String... arguments) {
        assumeInstalled();
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        return run(command, 120);
    }

    /** Skips the test on a machine without node and npm. */
    public static synchronized void assumeInstalled() {
        assumeTrue(exists("node") && exists("npm"), "skipped: node and npm are not on the path, so that no Node peer can run");
        install();
    }

    private static void install() {
        try (RandomAccessFile one = new RandomAccessFile(Files.createDirectories(HOME).resolve("lock").toFile(), "rw");
                FileLock only = one.getChannel().lock()) { // other processes of tests install it too
            String lock = Files.readString(SOURCE.resolve("package-lock.json"));
            Path installed = HOME.resolve("installed");
            try (var files = Files.list(SOURCE)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.writeString(HOME.resolve(file.getFileName()), Files.readString(file));
                }
            }
            if (!Files.exists(installed) || !Files.readString(installed).equals(lock)) {
                run(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"), 300);
                Files.writeString(installed, lock);
            }
        } catch (IOException e) {
            throw new AssertionError("the Node peers could not be installed", e);
        }
    }

    private static boolean exists(String program) {
        try {
            Process process = new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String run(List<String> command, int seconds) {
        try {
            Path out = Files.createTempFile(HOME, "out", ".txt");
            Path err = Files.createTempFile(HOME, "err", ".txt");
            Process process = new ProcessBuilder(command)
                    .directory(HOME.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            process.destroyForcibly();
            String said = Files.readString(out, StandardCharsets.UTF_8);
            String complained = Files.readString(err, StandardCharsets.UTF_8);
            Files.delete(out);
            Files.delete(err);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(command + (ended ? " failed: " : " took too long: ") + said + complained);
            }
            return said;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(command + " could not be run", e);
        }
    }
}
