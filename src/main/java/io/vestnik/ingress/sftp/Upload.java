package io.vestnik.ingress.sftp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** A file while a client writes it. */
final class Upload implements SeekableByteChannel {

    private final FileChannel file;
    private final Quota quota;
    private final long most;
    private final Uploads uploads;
    private final Uploads.Spot spot;
    private boolean failed;
    private boolean closedByClient;
    private volatile boolean superseded;

    Upload(FileChannel file, Quota quota, long most, Uploads uploads, Uploads.Spot spot) {
        this.file = file;
        this.quota = quota;
        this.most = most;
        this.uploads = uploads;
        this.spot = spot;
    }

    /** The next close is the client's own, and not that of a session that broke off. */
    void closingByClient() {
        closedByClient = true;
    }

    /** The same client writes the same file anew: what comes here any more is of a session that is dead. */
    void supersede() {
        superseded = true;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        boolean written = false;
        try {
            long last = file.position() + bytes.remaining();
            if (superseded) {
                throw new SftpException(SftpConstants.SSH_FX_FAILURE, "Another session writes this file now");
            }
            if (last > most) {
                if (!failed) { // its client may go on writing
                    uploads.refused(spot, "may have " + most + " bytes");
                }
                throw new SftpException(SftpConstants.SSH_FX_FAILURE, "A file may have " + most + " bytes");
            }
            quota.reserve(Math.max(0, Quota.blocks(last) - Quota.blocks(file.size())));
            int count = 0;
            while (bytes.hasRemaining()) {
                count += file.write(bytes);
            }
            written = true;
            return count;
        } finally {
            failed |= !written;
        }
    }

    void force() throws IOException {
        file.force(true);
    }

    @Override
    public void close() throws IOException {
        if (!file.isOpen()) {
            return;
        }
        try (file) {
            boolean whole = closedByClient && !failed && !superseded;
            if (whole) {
                file.force(true);
            }
            uploads.ended(spot, this, whole);
        }
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
        return file.read(bytes);
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public Upload position(long position) throws IOException {
        file.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public Upload truncate(long size) {
        throw new UnsupportedOperationException("nobody cuts an upload");
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }
}
