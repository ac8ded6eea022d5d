package io.vestnik.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One connection of a load: a request, its answer, the next request. */
final class LoadConnection implements Loop.Peer {

    private static final int ROOM = 64 * 1024;

    private final Loop loop;
    private final Load load;
    private final Form form;
    private final ByteBuffer out = ByteBuffer.allocateDirect(ROOM).flip();
    private HttpReader reader = new HttpReader();
    private SocketChannel channel;
    private SelectionKey key;
    private int first;
    private int count;
    private int written;

    LoadConnection(Loop loop, Load load, Form form) {
        this.loop = loop;
        this.load = load;
        this.form = form;
    }

    void connect(int port) throws IOException {
        channel = loop.connect(port, this);
        reader = new HttpReader();
        key = loop.key(channel);
        if (channel.isConnected()) { // at once, so that nobody will tell us
            connected();
        }
    }

    private void connected() throws IOException {
        key.interestOps(SelectionKey.OP_READ);
        load.free(this);
    }

    boolean closed() {
        return channel == null;
    }

    void ask(int from, int messages) throws IOException {
        first = from;
        count = messages;
        written = 0;
        out.clear().flip();
        write();
    }

    private void write() throws IOException {
        while (out.hasRemaining() || written < count) {
            if (!out.hasRemaining()) {
                out.clear();
                written += form.write(out, first, count, written);
                out.flip();
            }
            channel.write(out);
            if (out.hasRemaining()) {
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                return;
            }
        }
        if (key.interestOps() != SelectionKey.OP_READ) {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    @Override
    public void ready(SelectionKey ready) throws IOException {
        if (ready.isConnectable()) {
            channel.finishConnect();
            connected();
            return;
        }
        if (ready.isReadable()) {
            read();
        }
        if (channel != null && ready.isValid() && ready.isWritable()) {
            write();
        }
    }

    private void read() throws IOException {
        reader.read(loop.octets(), 0, loop.read(channel));
        if (reader.complete()) {
            int answered = count;
            count = 0;
            load.answered(reader, first, answered);
            if (channel != null && reader.last()) { // servers end a connection after so many requests
                close();
                load.reopen(this);
            } else if (channel != null) {
                load.free(this);
            }
        }
    }

    @Override
    public void lost() {
        int unanswered = count;
        close();
        load.lost(this, unanswered);
    }

    void close() {
        if (channel != null) {
            Loop.close(channel);
        }
        channel = null;
        count = 0;
        written = 0;
        out.clear().flip();
    }
}
