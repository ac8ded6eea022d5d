package io.vestnik.file;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/** Writes what is told of a file into a file on this node's disk, from the database: the same again whenever it is asked for. */
@Component("fileAnswers")
public class FileAnswers {

    private static final String[] ACCEPTED = {"row", "key", "id", "error"};
    private static final String[] CONTACTS = {"row", "id", "error"};
    private static final String[] REPORT = {"row", "key", "id", "status", "channel", "sentAt", "finalAt"};

    /** A key is the sender's own text, and programs take what begins so for a formula. */
    private static final QuoteStrategy FORMULAS = new QuoteStrategy() {
        @Override
        public boolean quoteValue(int line, int column, String value) {
            return "=+-@".indexOf(value.charAt(0)) >= 0;
        }
    };

    private final AnswerRows rows;
    private final JdbcClient jdbc;
    private final Path folder;

    /** In the data directory: a system's temporary files may be memory. What a killed hub has left is removed. */
    FileAnswers(AnswerRows rows, JdbcClient jdbc, @Qualifier("dataFolder") Path dataFolder) {
        this.rows = rows;
        this.jdbc = jdbc;
        this.folder = dataFolder.resolve("file-answers");
        try {
            FileSystemUtils.deleteRecursively(folder);
            Files.createDirectory(folder);
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("vestnik.data-dir: " + folder + " can't be used: " + e, e);
        }
    }

    /** The file to hand on; {@link #told} removes it. */
    public File write(Telling telling) throws IOException {
        Path file = fileOf(telling);
        if (telling.kind() == Telling.Kind.REASON) {
            Files.writeString(file, telling.reason());
            return file.toFile();
        }
        try (CsvWriter csv = CsvWriter.builder().quoteStrategy(FORMULAS).build(file)) {
            csv.writeRecord(header(telling.kind()));
            List<AnswerRows.Line> page = rows.page(telling.kind(), telling.upload(), 0);
            while (!page.isEmpty()) {
                page.forEach(line -> csv.writeRecord(line.columns()));
                page = rows.page(telling.kind(), telling.upload(), page.get(page.size() - 1).number());
            }
        }
        return file.toFile();
    }

    private static String[] header(Telling.Kind kind) {
        return switch (kind) {
            case REPORT -> REPORT;
            case CONTACTS -> CONTACTS;
            default -> ACCEPTED;
        };
    }

    /** It is where it belongs. */
    public void told(Telling telling) throws IOException {
        if (telling.kind() != Telling.Kind.REASON) {
            String column = telling.kind() == Telling.Kind.REPORT ? "report_told" : "accepted_told";
            jdbc.sql("UPDATE upload SET " + column + " = true WHERE id = :id").param("id", telling.upload()).update();
        }
        Files.deleteIfExists(fileOf(telling));
    }

    /** Named after what it tells: one that could not be handed on is written over. */
    private Path fileOf(Telling telling) {
        String owner = telling.upload() == null ? telling.account() + "-" + Integer.toHexString(telling.name().hashCode()) : telling.upload();
        return folder.resolve(owner + "-" + telling.kind());
    }
}
