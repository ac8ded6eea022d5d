package io.vestnik.platform.postgres;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** What a hub killed in mid-work has left: folders that were to be renamed when complete. */
final class Leftovers {

    static final String PREFIX = "unfinished-";

    private Leftovers() {}

    static void removeFrom(Path home) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(home, PREFIX + "*")) {
            for (Path folder : folders) {
                try {
                    FileSystemUtils.deleteRecursively(folder);
                } catch (IOException e) {
                    // its initdb still writes: next time
                }
            }
        }
    }
}
