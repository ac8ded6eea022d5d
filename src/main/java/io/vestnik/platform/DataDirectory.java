package io.vestnik.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder of one running hub; the lock goes with the process, however it ends. */
public final class DataDirectory implements AutoCloseable {

    /** Past the text of the file: on Windows a locked byte can't be read. */
    private static final long LOCKED_BYTE = 1024;

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Creates the folder if need be; throws {@link StartRefused} while another hub has it. */
    public static DataDirectory lock(Path dataDir) {
        try {
            Path path = Files.createDirectories(dataDir).toRealPath();
            FileChannel channel = FileChannel.open(
                    path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!holds(channel)) {
                String owner = Files.readString(path.resolve("lock"), StandardCharsets.US_ASCII).trim();
                channel.close();
                throw new StartRefused("vestnik.data-dir: another hub (process " + owner + ") uses " + path
                        + "; stop it, or give this one a folder of its own");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(
                    Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new DataDirectory(path, channel);
        } catch (IOException e) {
            throw new UncheckedIOException("vestnik.data-dir: " + dataDir + " can't be used: " + e, e);
        }
    }

    private static boolean holds(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // another hub in this process
        }
    }

    /** Absolute, without links. */
    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
