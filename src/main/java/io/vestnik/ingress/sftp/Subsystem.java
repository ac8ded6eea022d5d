package io.vestnik.ingress.sftp;

import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.apache.sshd.sftp.server.AbstractSftpEventListenerAdapter;
import org.apache.sshd.sftp.server.DirectoryHandle;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpErrorStatusDataHandler;
import org.apache.sshd.sftp.server.SftpSubsystem;
import org.apache.sshd.sftp.server.SftpSubsystemConfigurator;
import org.apache.sshd.sftp.server.SftpSubsystemEnvironment;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** SFTP version 3 with the two extensions that clients use; not what copies, hashes or links on the server. */
final class Subsystem extends SftpSubsystem {

    static final String EXTENSIONS = "posix-rename@openssh.com=1,fsync@openssh.com=1";
    private static final Set<String> KNOWN = Set.of("posix-rename@openssh.com", "fsync@openssh.com");

    private boolean listing;

    private Subsystem(ChannelSession channel, SftpSubsystemConfigurator configurator) {
        super(channel, configurator);
    }

    static SftpSubsystemFactory factory(Jail jail) {
        SftpSubsystemFactory factory = new SftpSubsystemFactory() {
            @Override
            public Command createSubsystem(ChannelSession channel) {
                Subsystem subsystem = new Subsystem(channel, this);
                getRegisteredListeners().forEach(subsystem::addSftpEventListener);
                return subsystem;
            }
        };
        factory.setFileSystemAccessor(jail);
        factory.setErrorStatusDataHandler(new Version3Status());
        factory.addSftpEventListener(new Closings());
        return factory;
    }

    @Override
    protected void executeExtendedCommand(Buffer buffer, int id, String extension) throws IOException {
        if (KNOWN.contains(extension)) {
            super.executeExtendedCommand(buffer, id, extension);
        } else {
            sendStatus(prepareReply(buffer), id, SftpConstants.SSH_FX_OP_UNSUPPORTED, "Not supported: " + extension);
        }
    }

    /** Rights, owners and times are the hub's; clients set them by habit, and are not refused for it. */
    @Override
    protected void doSetAttributes(int command, String extension, Path file, Map<String, ?> attributes, boolean followLinks)
            throws IOException {
        if (attributes.containsKey("size")) {
            throw new SftpException(SftpConstants.SSH_FX_OP_UNSUPPORTED, "A file's size can't be set");
        }
    }

    /** A file that goes while its folder is listed is no reason to list nothing. */
    @Override
    protected NavigableMap<String, Object> resolveFileAttributes(Path file, int flags, boolean followLinks, LinkOption... options)
            throws IOException {
        try {
            return super.resolveFileAttributes(file, flags, followLinks, options);
        } catch (NoSuchFileException e) {
            if (!listing) {
                throw e;
            }
            return new TreeMap<>(Map.of("isRegularFile", true, "isDirectory", false, "isSymbolicLink", false, "size", 0L));
        }
    }

    @Override
    protected int doReadDir(int id, String handle, DirectoryHandle folder, Buffer buffer, int most, boolean followLinks)
            throws IOException {
        listing = true; // requests of a channel come one after the other
        try {
            return super.doReadDir(id, handle, folder, buffer, most, followLinks);
        } finally {
            listing = false;
        }
    }

    /** Codes of later versions mean nothing to clients of version 3: they are failures. */
    private static final class Version3Status implements SftpErrorStatusDataHandler {

        @Override
        public int resolveSubStatus(
                SftpSubsystemEnvironment environment, int id, Throwable failure, int command, Object... arguments) {
            int status = SftpErrorStatusDataHandler.super.resolveSubStatus(environment, id, failure, command, arguments);
            return status > SftpConstants.SSH_FX_OP_UNSUPPORTED ? SftpConstants.SSH_FX_FAILURE : status;
        }
    }

    /** A session that breaks off closes its files too, without these. */
    private static final class Closings extends AbstractSftpEventListenerAdapter {

        @Override
        public void closing(ServerSession session, String remoteHandle, Handle handle) {
            if (handle instanceof FileHandle file && file.getFileChannel() instanceof Upload upload) {
                upload.closingByClient();
            }
        }
    }
}
