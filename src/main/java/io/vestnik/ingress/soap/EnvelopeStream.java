package io.vestnik.ingress.soap;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts an envelope while it is read: a chunked one does not say how long it is. */
final class EnvelopeStream extends FilterInputStream {

    private long count;
    private long most;

    /** @param most bytes */
    EnvelopeStream(InputStream in, long most) {
        super(in);
        this.most = most;
    }

    /** From now on less is allowed in all, what was read included. */
    void narrow(long most) throws EnvelopeTooLarge {
        this.most = most;
        count(0);
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = super.skip(n);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long more) throws EnvelopeTooLarge {
        count += more;
        if (count > most) {
            throw new EnvelopeTooLarge(most);
        }
    }
}
