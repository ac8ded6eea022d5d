package io.vestnik.ingress.sftp;

import io.vestnik.account.Account;
import io.vestnik.ingress.sftp.Uploads.Spot;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What the hub's own poll may do: read whole uploads of all homes and move them, write answers. It sees nothing else, and removes
 * nothing but what it has under a temporary name: whatever a route says, no earlier file is lost.
 */
@Component
class PollJail extends Jail {

    private static final Logger LOG = LoggerFactory.getLogger(PollJail.class);

    /** A poll takes one: more need not be told, however many there are. */
    private static final int SHOWN = 10;
    private static final int MOST_TOLD = 1000;

    private final SftpPlace place;
    private final Turns turns;
    private final Set<Spot> told = ConcurrentHashMap.newKeySet();

    PollJail(SftpPlace place, Turns turns) {
        this.place = place;
        this.turns = turns;
    }

    @Override
    Path real(SftpSubsystemProxy subsystem, List<String> steps) throws IOException {
        int depth = steps.size();
        boolean known = depth == 0
                || Account.isId(steps.get(0)) && (depth == 1 || SftpPlace.FOLDERS.contains(steps.get(1)) && depth <= 3);
        if (!known || depth > 0 && Files.isSymbolicLink(place.home(steps.get(0)))) {
            throw new NoSuchFileException(String.join("/", steps));
        }
        return switch (depth) {
            case 0 -> place.homes();
            case 1 -> place.home(steps.get(0));
            case 2 -> place.home(steps.get(0)).resolve(steps.get(1));
            default -> place.file(steps.get(0), steps.get(1), steps.get(2));
        };
    }

    /** What can be read now. In no order: whoever is first in the alphabet is not always served first. */
    @Override
    List<String> names(SftpSubsystemProxy subsystem, List<String> folder) throws IOException {
        List<String> names = switch (folder.size()) {
            case 0 -> list(place.homes(), home -> !ready(home, 1).isEmpty());
            case 1 -> new ArrayList<>(List.of(SftpPlace.IN));
            default -> folder.get(1).equals(SftpPlace.IN) ? ready(place.home(folder.get(0)), SHOWN) : new ArrayList<>();
        };
        Collections.shuffle(names);
        return names;
    }

    private List<String> ready(Path home, int most) throws IOException {
        String account = home.getFileName().toString();
        List<String> names = new ArrayList<>();
        Path in = home.resolve(SftpPlace.IN);
        if (Account.isId(account) && !Files.isSymbolicLink(home) && Files.isDirectory(in, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(in)) {
                for (Iterator<Path> each = files.iterator(); names.size() < most && each.hasNext();) {
                    String name = each.next().getFileName().toString();
                    if (isReady(new Spot(account, name))) {
                        names.add(name);
                    }
                }
            }
        }
        return names;
    }

    /** A file that was not uploaded, but laid there, may be called anything. */
    private boolean isReady(Spot spot) {
        boolean hostile = FileName.fault(spot.name()).isPresent();
        if (hostile && told.size() < MOST_TOLD && told.add(spot)) {
            LOG.warn("account {}: the file \"{}\" in folder in is not read: its name {}",
                    spot.account(), FileName.harmless(spot.name()), FileName.fault(spot.name()).get());
        }
        return !hostile && turns.isNext(spot);
    }

    @Override
    SeekableByteChannel write(SftpSubsystemProxy subsystem, List<String> steps, Set<? extends OpenOption> options)
            throws IOException {
        Set<OpenOption> wanted = new HashSet<>(options);
        wanted.add(LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(answer(subsystem, steps), wanted);
    }

    @Override
    public void renameFile(SftpSubsystemProxy subsystem, Path from, Path to, Collection<CopyOption> options)
            throws IOException {
        Path target = answer(subsystem, steps(to));
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        Files.move(real(subsystem, steps(from)), target);
    }

    @Override
    public void removeFile(SftpSubsystemProxy subsystem, Path path, boolean isDirectory) throws IOException {
        Path file = answer(subsystem, steps(path));
        if (isDirectory || !file.getFileName().toString().startsWith(".")) {
            throw new AccessDeniedException(path.toString());
        }
        Files.delete(file);
    }

    private Path answer(SftpSubsystemProxy subsystem, List<String> steps) throws IOException {
        if (steps.size() != 3 || steps.get(1).equals(SftpPlace.IN)) {
            throw new AccessDeniedException(String.join("/", steps));
        }
        return real(subsystem, steps);
    }
}
