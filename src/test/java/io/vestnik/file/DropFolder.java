package io.vestnik.file;

import io.vestnik.harness.Hub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;

/** A hub with a route of its own that takes files from a folder, and puts their answers beside it. */
final class DropFolder {

    private final Path folder;

    DropFolder(Path folder) {
        this.folder = folder;
    }

    /** @param settings further ones */
    static Hub start(Path folder, String... settings) {
        return Hub.start(folder, settings(folder, folder.resolve("drop"), settings));
    }

    static String[] settings(Path folder, Path drop, String... settings) {
        Path routes = folder.resolve("routes");
        try {
            FileSystemUtils.copyRecursively(Path.of("routes"), routes);
            FileSystemUtils.copyRecursively(Path.of("src/test/resources/files"), routes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("vestnik.routes-dir=" + routes);
        all.add("drop.folder=" + drop);
        return all.toArray(String[]::new);
    }

    /** As a finished upload is: moved to its name. */
    void put(String name, byte[] content) {
        try {
            Path in = Files.createDirectories(folder.resolve("in"));
            Path unfinished = Files.write(folder.resolve("unfinished"), content);
            Files.move(unfinished, in.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void put(String name, String content) {
        put(name, content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    void await(String path) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100)).until(() -> has(path));
    }

    /** Waits for it; its lines. */
    List<String> lines(String path) {
        await(path);
        try {
            return Files.readAllLines(folder.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(String path) {
        return Files.exists(folder.resolve(path));
    }

    void remove(String path) {
        try {
            Files.delete(folder.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
