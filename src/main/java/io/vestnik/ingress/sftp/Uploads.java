package io.vestnik.ingress.sftp;

import io.vestnik.settings.SftpSettings;
import io.vestnik.settings.VestnikSettings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * What is being written in the {@code in} folders, what is whole, and what is being read: never two of them at once. That an upload
 * has begun stands on disk before its first byte, so that no kill makes half a file look whole.
 */
@Component
class Uploads {

    /** A file in an account's {@code in}. */
    record Spot(String account, String name) {}

    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
    private static final long MOST_TOLD = 1 << 16;

    private final SftpPlace place;
    private final SftpSettings settings;
    private final Map<Spot, Upload> open = new HashMap<>();
    private final Set<Spot> taken = new HashSet<>();
    private final Map<String, Quota> quotas = new ConcurrentHashMap<>();

    @Autowired
    Uploads(SftpPlace place, VestnikSettings settings) {
        this(place, settings.sftp());
    }

    Uploads(SftpPlace place, SftpSettings settings) {
        this.place = place;
        this.settings = settings;
    }

    /** A second writer of the same file takes it over: the first is a session that has not yet been found dead. */
    Upload open(Spot spot, Set<? extends OpenOption> options) throws IOException {
        Quota quota = quotas.computeIfAbsent(spot.account(), a -> new Quota(place.home(a), settings.quota().toBytes()));
        if (Files.notExists(file(spot), LinkOption.NOFOLLOW_LINKS)) {
            quota.reserve(Quota.blocks(0)); // it may look through a whole home, so nobody else waits for it
        }
        return open(spot, options, quota);
    }

    private synchronized Upload open(Spot spot, Set<? extends OpenOption> options, Quota quota) throws IOException {
        refuseWhileTaken(spot);
        Path file = file(spot);
        boolean marked = FileName.isRead(spot.name()) && mark(spot);
        Set<OpenOption> wanted = new HashSet<>(options);
        wanted.add(LinkOption.NOFOLLOW_LINKS);
        try {
            Upload upload = new Upload(FileChannel.open(file, wanted), quota, settings.maxFile().toBytes(), this, spot);
            Upload before = open.put(spot, upload);
            if (before != null) {
                before.supersede();
            }
            return upload;
        } catch (IOException | RuntimeException e) {
            if (marked) {
                Files.deleteIfExists(marker(spot)); // it is as it was
            }
            throw e;
        }
    }

    /** @param whole the client closed it, and every write had succeeded */
    synchronized void ended(Spot spot, Upload upload, boolean whole) throws IOException {
        if (open.remove(spot, upload) && whole) {
            Files.deleteIfExists(marker(spot));
        }
    }

    /** Names what is not taken in the log, and where its client looks: one file, which begins anew when it is long. */
    synchronized void refused(Spot spot, String rule) {
        String name = FileName.harmless(spot.name());
        LOG.warn("account {}: the file \"{}\" is refused: it {}", spot.account(), name, rule);
        try {
            Path told = place.file(spot.account(), SftpPlace.BAD, "refused.txt");
            boolean anew = Files.exists(told) && Files.size(told) > MOST_TOLD;
            Files.writeString(
                    told, Instant.now() + " " + name + ": it " + rule + "\n", StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS,
                    StandardOpenOption.WRITE, anew ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.warn("account {}: {} can't be written: {}", spot.account(), SftpPlace.BAD + "/refused.txt", e.toString());
        }
    }

    /** The client says by it that the file is whole, however it was written. */
    synchronized void rename(Spot from, Spot to, boolean replace) throws IOException {
        refuseWhileTaken(from);
        refuseWhileTaken(to);
        Path source = file(from);
        Path target = file(to);
        if (open.containsKey(from) || open.containsKey(to)) {
            throw new SftpException(SftpConstants.SSH_FX_FAILURE, "The file is being written");
        }
        if (!Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(from.name());
        }
        if (!replace && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(to.name());
        }
        if (!from.equals(to) && Files.exists(marker(to))) { // a kill in here leaves neither half a file unmarked nor a whole one marked
            Files.deleteIfExists(target);
            Files.delete(marker(to));
        }
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(marker(from));
    }

    synchronized void remove(Spot spot) throws IOException {
        refuseWhileTaken(spot);
        Files.delete(file(spot));
        Upload upload = open.remove(spot);
        if (upload != null) {
            upload.supersede();
        }
        Files.deleteIfExists(marker(spot));
    }

    /** It can be read: whole, and of a name that is read. */
    synchronized boolean isReady(Spot spot) {
        try {
            return FileName.isRead(spot.name())
                    && !open.containsKey(spot)
                    && Files.notExists(marker(spot))
                    && Files.isRegularFile(file(spot), LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            return false; // a link
        }
    }

    /** From now on nobody changes it, until it is given back. */
    synchronized boolean take(Spot spot) {
        return isReady(spot) && taken.add(spot);
    }

    synchronized void giveBack(Spot spot) {
        taken.remove(spot);
    }

    private void refuseWhileTaken(Spot spot) throws IOException {
        if (taken.contains(spot)) {
            throw new SftpException(SftpConstants.SSH_FX_FAILURE, "The hub is reading this file; try again later");
        }
    }

    private Path file(Spot spot) throws IOException {
        return place.file(spot.account(), SftpPlace.IN, spot.name());
    }

    private Path marker(Spot spot) {
        return place.unfinished().resolve(spot.account()).resolve(spot.name());
    }

    /** @return false: it was marked before */
    private boolean mark(Spot spot) throws IOException {
        Path marker = marker(spot);
        if (Files.exists(marker)) {
            return false;
        }
        Files.createDirectories(marker.getParent());
        FileChannel.open(marker, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
        return true;
    }
}
