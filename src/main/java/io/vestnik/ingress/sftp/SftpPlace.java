package io.vestnik.ingress.sftp;

import io.vestnik.file.Places;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * Where this server keeps things: {@code sftp} in the data directory. {@code home/ACCOUNT} is what users see; all else is private.
 */
@Component
public class SftpPlace {

    static final String IN = "in";
    static final String OUT = "out";
    static final String DONE = "done";
    static final String BAD = "bad";
    static final Set<String> FOLDERS = Set.of(IN, OUT, DONE, BAD);

    private final Path root;
    private final String id;

    /** @param places is told of this one: reports for these homes can be written */
    SftpPlace(@Qualifier("dataFolder") Path dataFolder, Places places) {
        this.root = dataFolder.resolve("sftp");
        try {
            for (Path folder : List.of(root, homes(), unfinished())) {
                Files.createDirectories(folder);
            }
            if (Files.getFileStore(root).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
            }
            FileSystemUtils.deleteRecursively(work()); // what a killed hub had in hand comes again
            this.id = keptId();
            places.add(id);
        } catch (IOException e) {
            throw new UncheckedIOException("vestnik.data-dir: " + root + " can't be used: " + e, e);
        }
    }

    private String keptId() throws IOException {
        Path file = root.resolve("place");
        if (Files.notExists(file)) {
            Files.writeString(file, UUID.randomUUID().toString());
        }
        return Files.readString(file).trim();
    }

    /** Of these homes, however often the hub starts anew. */
    public String id() {
        return id;
    }

    Path homes() {
        return root.resolve("home");
    }

    /** Names of uploads that have begun and not ended. */
    Path unfinished() {
        return root.resolve("unfinished");
    }

    /** Copies of the files that are being read. */
    Path work() {
        return root.resolve("work");
    }

    Path key(String name) {
        return root.resolve(name);
    }

    Path home(String account) {
        return homes().resolve(account);
    }

    /** With its folders. */
    Path openHome(String account) throws IOException {
        for (String folder : FOLDERS) {
            Files.createDirectories(home(account).resolve(folder));
        }
        return home(account);
    }

    /**
     * @return where the file is, which need not exist
     * @throws FileSystemException when a link stands anywhere on the way, which nobody here made
     */
    Path file(String account, String folder, String name) throws FileSystemException {
        Path path = home(account);
        for (String step : List.of(folder, name)) {
            path = path.resolve(step);
            if (Files.isSymbolicLink(path) || step == name && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new NoSuchFileException(name);
            }
        }
        return path;
    }
}
