package io.vestnik.ingress.sftp;

import io.vestnik.ingress.sftp.Uploads.Spot;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;
import org.springframework.stereotype.Component;

/** What a user may do: write in {@code in}; read and remove files in all four folders of the own home. */
@Component
class UserJail extends Jail {

    private final SftpPlace place;
    private final Uploads uploads;

    UserJail(SftpPlace place, Uploads uploads) {
        this.place = place;
        this.uploads = uploads;
    }

    @Override
    Path real(SftpSubsystemProxy subsystem, List<String> steps) throws IOException {
        String account = account(subsystem);
        if (steps.isEmpty()) {
            return place.home(account);
        }
        if (!SftpPlace.FOLDERS.contains(steps.get(0)) || steps.size() > 2) {
            throw new NoSuchFileException("There are only the folders in, out, done and bad");
        }
        return steps.size() == 1
                ? place.home(account).resolve(steps.get(0))
                : place.file(account, steps.get(0), steps.get(1));
    }

    @Override
    List<String> names(SftpSubsystemProxy subsystem, List<String> folder) throws IOException {
        return folder.isEmpty()
                ? SftpPlace.FOLDERS.stream().sorted().toList()
                : list(real(subsystem, folder), Jail::isFile);
    }

    @Override
    SeekableByteChannel write(SftpSubsystemProxy subsystem, List<String> steps, Set<? extends OpenOption> options)
            throws IOException {
        return uploads.open(upload(subsystem, steps), options);
    }

    @Override
    public void removeFile(SftpSubsystemProxy subsystem, Path path, boolean isDirectory) throws IOException {
        List<String> steps = steps(path);
        if (isDirectory || steps.size() != 2) {
            throw new AccessDeniedException("The folders stay");
        }
        if (steps.get(0).equals(SftpPlace.IN)) {
            uploads.remove(new Spot(account(subsystem), steps.get(1)));
        } else {
            Files.delete(real(subsystem, steps));
        }
    }

    @Override
    public void renameFile(SftpSubsystemProxy subsystem, Path from, Path to, Collection<CopyOption> options)
            throws IOException {
        uploads.rename(
                upload(subsystem, steps(from)), upload(subsystem, steps(to)), options.contains(StandardCopyOption.REPLACE_EXISTING));
    }

    /** What is written, or named anew. */
    private Spot upload(SftpSubsystemProxy subsystem, List<String> steps) throws IOException {
        if (steps.size() != 2 || !steps.get(0).equals(SftpPlace.IN)) {
            throw new AccessDeniedException("Files are written to the folder in");
        }
        String account = account(subsystem);
        Optional<String> fault = FileName.fault(steps.get(1));
        if (fault.isPresent()) {
            uploads.refused(new Spot(account, steps.get(1)), "has a name that " + fault.get());
            throw new SftpException(SftpConstants.SSH_FX_FAILURE, "The file name " + fault.get());
        }
        return new Spot(account, steps.get(1));
    }

    private static String account(SftpSubsystemProxy subsystem) {
        return Sessions.account(subsystem.getServerSession());
    }
}
