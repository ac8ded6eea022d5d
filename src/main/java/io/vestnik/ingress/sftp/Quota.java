package io.vestnik.ingress.sftp;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** How much one home holds. */
final class Quota {

    private static final long BLOCK = 4096; // so that empty files are not for nothing
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final Path home;
    private final long limit;
    private long used = Long.MAX_VALUE / 2; // not measured yet
    private long nextMeasure = System.nanoTime();

    Quota(Path home, long limit) {
        this.home = home;
        this.limit = limit;
    }

    /**
     * Before so many bytes are written.
     *
     * @throws SftpException when they would be too many
     */
    synchronized void reserve(long bytes) throws IOException {
        if (used + bytes > limit) {
            used = measureInTurn(); // files were removed meanwhile, by the client or for what was only counted
        }
        if (used + bytes > limit) {
            throw new SftpException(SftpConstants.SSH_FX_FAILURE, "The quota of " + limit + " bytes is used up");
        }
        used += bytes;
    }

    /** Large homes at most once a second: a client that tries at its limit again and again waits, and nobody else. */
    private long measureInTurn() throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(nextMeasure - System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
        long start = System.nanoTime();
        long sum = measure();
        long took = System.nanoTime() - start;
        nextMeasure = start + took + Math.min(10 * took, LONGEST_PAUSE);
        return sum;
    }

    private long measure() throws IOException {
        long sum = 0;
        for (String folder : SftpPlace.FOLDERS) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(home.resolve(folder))) {
                for (Path file : files) {
                    sum += blocks(file);
                }
            }
        }
        return sum;
    }

    /** What a file of that size counts. */
    static long blocks(long size) {
        return Math.max(1, (size + BLOCK - 1) / BLOCK) * BLOCK;
    }

    private static long blocks(Path file) {
        try {
            return blocks(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).size());
        } catch (IOException e) {
            return 0; // gone meanwhile
        }
    }
}
