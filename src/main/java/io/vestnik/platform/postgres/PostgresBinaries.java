package io.vestnik.platform.postgres;

import io.vestnik.platform.StartRefused;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.springframework.core.io.ClassPathResource;

/** The server's programs, unpacked once for each build of them. */
final class PostgresBinaries {

    private static final int OWNER_MAY_EXECUTE = 0100;

    private PostgresBinaries() {}

    /** The folder that holds {@code bin}, {@code lib} and {@code share}. */
    static Path unpackedIn(Path home) throws IOException {
        ClassPathResource archive = archive();
        Path unpacked = home.resolve("server-" + digest(archive));
        if (Files.notExists(unpacked)) {
            Path unfinished = Files.createTempDirectory(home, Leftovers.PREFIX);
            unpack(archive, unfinished);
            Files.move(unfinished, unpacked); // a hub killed before this line starts over
        }
        return unpacked;
    }

    private static ClassPathResource archive() throws IOException {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String system = os.startsWith("windows") ? "windows" : os.startsWith("mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch");
        String architecture = machine.equals("aarch64") ? "arm_64" : "x86_64";
        ClassPathResource archive = new ClassPathResource("postgres-" + system + "-" + architecture + ".txz");
        if (!archive.exists()) {
            throw new StartRefused("spring.datasource.url: is not set, and this build carries no PostgreSQL for " + system + " on "
                    + machine + "; set it, or build the jar on such a machine");
        }
        return archive;
    }

    private static String digest(ClassPathResource archive) throws IOException {
        try (InputStream in = archive.getInputStream();
                DigestInputStream digested = new DigestInputStream(in, MessageDigest.getInstance("MD5"))) {
            digested.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digested.getMessageDigest().digest()).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void unpack(ClassPathResource archive, Path target) throws IOException {
        try (InputStream in = archive.getInputStream();
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(in)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = entry.resolveIn(target); // throws where an entry points outside
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    path.toFile().setExecutable((entry.getMode() & OWNER_MAY_EXECUTE) != 0);
                }
            }
        }
    }
}
