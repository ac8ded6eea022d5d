package io.vestnik.ingress.sftp;

import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.sshd.sftp.server.DirectoryHandle;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;

/**
 * What nobody may do here, neither users nor the hub's own poll: follow or make links, make or remove folders, change owners and
 * rights. Paths have been resolved below a virtual root already; what is below it is a fixed number of folders deep.
 */
abstract class Jail implements SftpFileSystemAccessor {

    private static final Set<StandardOpenOption> WRITES =
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.CREATE_NEW, StandardOpenOption.TRUNCATE_EXISTING);

    /** The steps from the virtual root; empty for the root itself. */
    static List<String> steps(Path path) {
        List<String> steps = new ArrayList<>();
        path.toAbsolutePath().normalize().forEach(step -> steps.add(step.toString()));
        return steps;
    }

    static boolean writes(Set<? extends OpenOption> options) {
        return options.stream().anyMatch(WRITES::contains);
    }

    /**
     * Where it is on disk.
     *
     * @throws NoSuchFileException where nothing can be
     */
    abstract Path real(SftpSubsystemProxy subsystem, List<String> steps) throws IOException;

    /** What of a folder is shown. */
    abstract List<String> names(SftpSubsystemProxy subsystem, List<String> folder) throws IOException;

    @Override
    public Path resolveLocalFilePath(SftpSubsystemProxy subsystem, Path root, String remotePath) throws IOException {
        Path path = SftpFileSystemAccessor.super.resolveLocalFilePath(subsystem, root, remotePath)
                .toAbsolutePath().normalize();
        real(subsystem, steps(path));
        return path;
    }

    @Override
    public LinkOption[] resolveFileAccessLinkOptions(
            SftpSubsystemProxy subsystem, Path file, int command, String extension, boolean followLinks) {
        return new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
    }

    @Override
    public SeekableByteChannel openFile(
            SftpSubsystemProxy subsystem, FileHandle handle, Path file, String name, Set<? extends OpenOption> options,
            FileAttribute<?>... attributes) throws IOException {
        return writes(options)
                ? write(subsystem, steps(file), options)
                : FileChannel.open(real(subsystem, steps(file)), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    abstract SeekableByteChannel write(SftpSubsystemProxy subsystem, List<String> steps, Set<? extends OpenOption> options)
            throws IOException;

    @Override
    public void closeFile(
            SftpSubsystemProxy subsystem, FileHandle handle, Path file, String name, Channel channel,
            Set<? extends OpenOption> options) throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    public void syncFileData(SftpSubsystemProxy subsystem, FileHandle handle, Path file, String name, Channel channel)
            throws IOException {
        if (channel instanceof Upload upload) {
            upload.force();
        }
    }

    @Override
    public DirectoryStream<Path> openDirectory(
            SftpSubsystemProxy subsystem, DirectoryHandle handle, Path folder, String name, LinkOption... options)
            throws IOException {
        List<Path> paths = names(subsystem, steps(folder)).stream().map(folder::resolve).toList();
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return paths.iterator();
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }

    static List<String> list(Path folder, DirectoryStream.Filter<Path> filter) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, filter)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        return names;
    }

    static boolean isFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void createDirectory(SftpSubsystemProxy subsystem, Path path) throws IOException {
        throw new AccessDeniedException(path.toString());
    }

    @Override
    public void createLink(SftpSubsystemProxy subsystem, Path link, Path existing, boolean symbolic) throws IOException {
        throw new AccessDeniedException(link.toString());
    }

    @Override
    public String resolveLinkTarget(SftpSubsystemProxy subsystem, Path link) throws IOException {
        throw new AccessDeniedException(link.toString());
    }

    @Override
    public void copyFile(SftpSubsystemProxy subsystem, Path from, Path to, Collection<CopyOption> options) throws IOException {
        throw new AccessDeniedException(to.toString());
    }
}
