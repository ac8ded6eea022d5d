package io.vestnik.platform.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.springframework.core.io.ClassPathResource;

/** The database files and the password that opens them: one folder, so that they come into being together. */
final class PostgresCluster {

    static final String USER = "vestnik";
    private static final int PASSWORD_BYTES = 24;

    private final Path folder;

    private PostgresCluster(Path folder) {
        this.folder = folder;
    }

    /** The cluster in {@code home}, made at the first start. */
    static PostgresCluster in(Path home, PostgresProgram program) throws IOException {
        Path folder = home.resolve("cluster");
        if (Files.notExists(folder)) {
            Path unfinished = Files.createTempDirectory(home, Leftovers.PREFIX);
            create(unfinished, program);
            Files.move(unfinished, folder); // a hub killed before this line starts over
        }
        return new PostgresCluster(folder);
    }

    private static void create(Path folder, PostgresProgram program) throws IOException {
        Path password = folder.resolve("password");
        byte[] secret = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(secret);
        createForOwner(password);
        Files.writeString(password, HexFormat.of().formatHex(secret));
        program.run("initdb", List.of(
                "--pgdata=" + folder.resolve("data"), "--username=" + USER, "--pwfile=" + password,
                "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-instructions"));
    }

    private static void createForOwner(Path file) throws IOException {
        if (Files.getFileStore(file.getParent()).supportsFileAttributeView("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }

    /** Written anew at each start: the jar is the only place of these settings. */
    void writeSettings(int port) throws IOException {
        try (InputStream in = new ClassPathResource("postgres/postgresql.conf").getInputStream()) {
            String settings = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(data().resolve("postgresql.conf"), settings + "port = " + port + "\n");
        }
    }

    Path data() {
        return folder.resolve("data");
    }

    String password() throws IOException {
        return Files.readString(folder.resolve("password")).trim();
    }
}
