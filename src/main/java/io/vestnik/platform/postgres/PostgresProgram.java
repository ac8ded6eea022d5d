package io.vestnik.platform.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the server's own programs; PostgreSQL refuses root, so root runs them in a user namespace without rights. */
final class PostgresProgram {

    private static final long TIMEOUT_SECONDS = 60;

    private final Path bin;
    private final boolean root;

    PostgresProgram(Path bin) {
        this.bin = bin;
        this.root = isRoot();
    }

    /** What the program said; throws with the same when it fails. */
    String run(String name, List<String> arguments) throws IOException {
        List<String> line = new ArrayList<>();
        if (root) {
            line.addAll(List.of("unshare", "-U"));
        }
        line.add(bin.resolve(name).toString());
        line.addAll(arguments);
        Path output = Files.createTempFile("vestnik-" + name, ".txt"); // a pipe would be inherited by the server
        try {
            ProcessBuilder builder = new ProcessBuilder(line);
            builder.environment().put("LC_ALL", "C");
            builder.environment().keySet().removeIf(variable -> variable.startsWith("PG"));
            Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
            process.getOutputStream().close();
            int status = waitFor(process, name);
            String said = Files.readString(output, StandardCharsets.UTF_8).trim();
            if (status != 0) {
                throw new IOException(name + " ended with " + status + ": " + said);
            }
            return said;
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static int waitFor(Process process, String name) throws IOException {
        try {
            if (process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            process.destroyForcibly();
            throw new IOException(name + " took over " + TIMEOUT_SECONDS + " s");
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(name + " was interrupted", e);
        }
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false; // no Linux, no namespaces
        }
    }
}
