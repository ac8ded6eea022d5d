package io.vestnik.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Takes status callbacks, the hub's and Kannel's, answers 200, keeps whose they are, and counts what is not signed. */
final class CallbackSink {

    private static final byte[] OK =
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SUBJECT = ascii("\"subject\":\"");
    private static final byte[] DELIVERED = ascii("\"status\":\"delivered\"");
    private static final byte[] KANNEL = ascii("GET /dlr?status=");
    private static final byte[] KANNEL_DELIVERED = ascii("1&n=");

    private final Loop loop;
    private final Tally tally;
    private long unsigned;

    CallbackSink(Loop loop, Tally tally, int port) {
        this.loop = loop;
        this.tally = tally;
        loop.listen(port, channel -> loop.register(channel, new Connection(channel)));
    }

    /** Callbacks of the hub without a signature. */
    long unsigned() {
        return loop.ask(() -> unsigned);
    }

    private void take(HttpReader request) {
        long now = System.nanoTime();
        Octets start = request.start();
        if (start.has(KANNEL, 0)) {
            if (start.has(KANNEL_DELIVERED, KANNEL.length)) {
                tally.called(start.number(KANNEL.length + KANNEL_DELIVERED.length), now);
            } else {
                tally.calledOther();
            }
            return;
        }
        unsigned += request.signed() ? 0 : 1;
        Octets body = request.body();
        int id = body.after(SUBJECT, 0);
        if (!Ulids.at(body, id)) {
            throw new IllegalStateException("a callback about no message: " + body);
        }
        if (body.after(DELIVERED, id) < 0) {
            tally.calledOther();
        } else {
            tally.called(Ulids.high(body, id), Ulids.low(body, id), now);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private final class Connection implements Loop.Peer {

        private final SocketChannel channel;
        private final HttpReader reader = new HttpReader();
        private final ByteBuffer out = ByteBuffer.allocateDirect(16 * 1024);

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public void ready(SelectionKey key) throws IOException {
            int length = loop.read(channel);
            out.clear();
            for (int at = 0; at < length; ) {
                at = reader.read(loop.octets(), at, length);
                if (reader.complete()) {
                    take(reader);
                    out.put(OK);
                }
            }
            out.flip();
            while (out.hasRemaining()) { // a few bytes: there is room
                channel.write(out);
            }
        }

        @Override
        public void lost() {
            // the hub closes what it does not need
        }
    }
}
