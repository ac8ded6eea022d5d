package io.vestnik.benchmark;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The one thread of all peers: nothing is locked, and the cores are the hub's. What belongs to the loop is touched by it
 * alone; others {@link #ask}.
 */
final class Loop implements AutoCloseable {

    /** What stands at the end of a socket. */
    interface Peer {

        void ready(SelectionKey key) throws IOException;

        /** The connection is gone. */
        void lost();
    }

    /** What has to do something at a time. */
    interface Ticker {

        /** @return when it wants to be called next at the latest, as {@link System#nanoTime}; {@link #NEVER} */
        long tick(long now);
    }

    static final long NEVER = Long.MAX_VALUE;
    private static final long NANOS_A_MILLI = 1_000_000;

    private static final int ROOM = 256 * 1024;

    private final ByteBuffer in = ByteBuffer.allocateDirect(ROOM);
    private final byte[] octets = new byte[ROOM];
    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final List<Ticker> tickers = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "peers");
    private volatile boolean open = true;

    Loop() throws IOException {
        selector = Selector.open();
        thread.setDaemon(true);
        thread.start();
    }

    /** Runs it in the loop and returns what it comes to. */
    <T> T ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        tasks.add(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        selector.wakeup();
        return answer.join();
    }

    void tell(Runnable task) {
        ask(() -> {
            task.run();
            return null;
        });
    }

    void add(Ticker ticker) {
        tell(() -> tickers.add(ticker));
    }

    /** In the loop only, but not from a tick. */
    void remove(Ticker ticker) {
        tasks.add(() -> tickers.remove(ticker));
    }

    /**
     * Reads what has come into {@link #octets}; in the loop only.
     *
     * @return how much, at least 0
     * @throws IOException also at the end
     */
    int read(SocketChannel channel) throws IOException {
        in.clear();
        int length = channel.read(in);
        if (length < 0) {
            throw new EOFException("closed by the other side");
        }
        in.flip().get(octets, 0, length);
        return length;
    }

    /** What was read last, by whomever. */
    byte[] octets() {
        return octets;
    }

    /** In the loop only. */
    SocketChannel connect(int port, Peer peer) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.register(selector, SelectionKey.OP_CONNECT, peer);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return channel;
    }

    /** Any thread. */
    ServerSocketChannel listen(int port, Consumer<SocketChannel> accepted) {
        return ask(() -> {
            try {
                ServerSocketChannel server = ServerSocketChannel.open();
                server.configureBlocking(false);
                server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                server.register(selector, SelectionKey.OP_ACCEPT, new Listener(server, accepted));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** In the loop only. */
    SelectionKey register(SelectableChannel channel, Peer peer) {
        try {
            return channel.register(selector, SelectionKey.OP_READ, peer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In the loop only. */
    SelectionKey key(SelectableChannel channel) {
        return channel.keyFor(selector);
    }

    private void run() {
        while (open) {
            try {
                turn();
            } catch (IOException | RuntimeException e) {
                e.printStackTrace(); // an error of the benchmark's own: its counts will not be right
            }
        }
    }

    private void turn() throws IOException {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
        long now = System.nanoTime();
        long next = NEVER;
        for (int i = 0; i < tickers.size(); i++) {
            next = Math.min(next, tickers.get(i).tick(now));
        }
        if (next == NEVER) {
            selector.select(this::serve);
        } else if (next <= now || !tasks.isEmpty()) {
            selector.selectNow(this::serve);
        } else {
            selector.select(this::serve, (next - now) / NANOS_A_MILLI + 1);
        }
    }

    private void serve(SelectionKey key) {
        Peer peer = (Peer) key.attachment();
        try {
            peer.ready(key);
        } catch (IOException e) {
            close(key.channel());
            peer.lost();
        }
    }

    static void close(SelectableChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        open = false;
        selector.wakeup();
        thread.join();
        for (SelectionKey key : selector.keys()) {
            close(key.channel());
        }
        selector.close();
    }

    private record Listener(ServerSocketChannel server, Consumer<SocketChannel> accepted) implements Peer {

        @Override
        public void ready(SelectionKey key) throws IOException {
            for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                accepted.accept(channel);
            }
        }

        @Override
        public void lost() {
            // closed by ourselves
        }
    }
}
