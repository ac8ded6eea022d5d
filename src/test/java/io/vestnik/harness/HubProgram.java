package io.vestnik.harness;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * Vestnik's classes as a jar, with an archive of all that a start loads (the JVM makes none of a folder), and an empty database as a
 * first start makes it: half off a start.
 */
final class HubProgram {

    private static final int STARTS_WITHOUT = 3; // the archive costs what six starts save: a run of few hubs makes none
    private static final Path CLASSES = Path.of("target", "classes").toAbsolutePath();
    private static final Path PROGRAMS = Path.of("target", "program").toAbsolutePath();
    private static final int SIGTERM = 128 + 15;
    private static final AtomicInteger STARTS = new AtomicInteger();

    private final String classPath;
    private final Path jar;
    private final Path archive;
    private final Path postgres;

    /** @param classPath with the folder of Vestnik's classes */
    HubProgram(String classPath) {
        this.classPath = classPath;
        Path folder = PROGRAMS.resolve(UUID.nameUUIDFromBytes(state().getBytes()).toString()); // another build, another folder
        this.jar = folder.resolve("vestnik.jar");
        this.archive = folder.resolve("vestnik.jsa");
        this.postgres = folder.resolve("postgres");
    }

    private String state() {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.map(path -> path + " " + path.toFile().length() + " " + path.toFile().lastModified())
                    .sorted()
                    .collect(Collectors.joining("\n", classPath, System.getProperty("java.vm.version")));
        } catch (IOException e) {
            return classPath;
        }
    }

    /** What the JVM is told: class path and archive, or the class path as it is. */
    List<String> options() {
        return Files.exists(archive)
                ? List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto", "-Xlog:cds*=off", "-cp", packed())
                : List.of("-cp", classPath);
    }

    /** Puts the database where a hub that is to start for the first time looks for it. */
    void furnish(Path data) {
        Path home = data.resolve("postgres");
        if (Files.exists(archive) && Files.notExists(home)) {
            try (Stream<Path> files = Files.walk(postgres)) {
                for (Path file : files.toList()) {
                    Path copy = home.resolve(postgres.relativize(file));
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private String packed() {
        return classPath.replace(CLASSES.toString(), jar.toString());
    }

    /** Makes the archive when it has become worth it. Without one hubs start too, so a failure is told, not thrown. */
    void archiveWhenWorthIt() {
        if (STARTS.getAndIncrement() != STARTS_WITHOUT) {
            return;
        }
        try (RandomAccessFile file = new RandomAccessFile(PROGRAMS + ".lock", "rw");
                FileLock lock = file.getChannel().tryLock()) {
            if (lock != null && Files.notExists(archive)) { // else another run of tests makes it, or has
                make();
            }
        } catch (IOException | RuntimeException e) {
            LoggerFactory.getLogger(HubProgram.class).warn("hubs start without an archive of their classes", e);
        }
    }

    private void make() throws IOException {
        FileSystemUtils.deleteRecursively(PROGRAMS); // of earlier builds, 110 MB each
        Files.createDirectories(jar.getParent());
        ToolProvider.findFirst("jar").orElseThrow()
                .run(System.err, System.err, "-cf", jar.toString(), "-C", CLASSES.toString(), ".");
        Path unfinished = Hub.newFolder("archive").resolve("vestnik.jsa");
        try (Hub hub = new Hub(unfinished.getParent(), List.of())) {
            hub.launch(List.of("-XX:ArchiveClassesAtExit=" + unfinished, "-cp", packed()));
            hub.awaitReady();
            hub.stop(Duration.ofMinutes(2)); // the JVM writes it at its end
            if (hub.exit() != SIGTERM) {
                throw new IllegalStateException("exit " + hub.exit()); // half an archive crashes a JVM
            }
            Files.move(unfinished.resolveSibling("data").resolve("postgres"), postgres);
        }
        Files.move(unfinished, archive);
    }
}
