package io.vestnik.harness;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.SMPPConstant;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.ServerConnection;
import org.jsmpp.session.connection.ServerConnectionFactory;
import org.jsmpp.session.connection.socket.SocketConnection;

/** Loopback sockets with TCP_NODELAY, which jSMPP does not set, whose submit_sm_resp can be late or never come. */
final class CarrierConnections implements ServerConnectionFactory {

    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(r -> {
        Thread thread = new Thread(r, "carrier-answers");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger late = new AtomicInteger();
    private volatile ServerSocket server;
    private volatile CarrierConnection last;

    int port() {
        return server.getLocalPort();
    }

    /** The connection that was accepted last. */
    CarrierConnection last() {
        return last;
    }

    /** Answers that wait for their time. */
    int late() {
        return late.get();
    }

    void close() {
        later.shutdownNow();
    }

    @Override
    public ServerConnection listen(int port) throws IOException {
        server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 128);
        return new ServerConnection() {
            @Override
            public Connection accept() throws IOException {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                last = new CarrierConnection(socket, later, late);
                return last;
            }

            @Override
            public void setSoTimeout(int timeout) throws IOException {
                server.setSoTimeout(timeout);
            }

            @Override
            public int getSoTimeout() throws IOException {
                return server.getSoTimeout();
            }

            @Override
            public void close() throws IOException {
                server.close();
            }
        };
    }

    @Override
    public ServerConnection listen(int port, int timeout) throws IOException {
        return listen(port);
    }

    @Override
    public ServerConnection listen(int port, int timeout, int backlog) throws IOException {
        return listen(port);
    }

    static final class CarrierConnection implements Connection {

        private static final Duration NEVER = Duration.ofDays(1);

        private final Socket socket;
        private final SocketConnection plain;
        private final OutputStream out;
        /** When the answer to a sequence number goes out; none: at once. */
        private final Map<Integer, Duration> delays = new ConcurrentHashMap<>();
        private volatile boolean muted;

        CarrierConnection(Socket socket, ScheduledExecutorService later, AtomicInteger waiting) throws IOException {
            this.socket = socket;
            this.plain = new SocketConnection(socket);
            OutputStream wire = plain.getOutputStream();
            this.out = new FilterOutputStream(wire) {
                @Override
                public void write(byte[] pdu, int offset, int length) throws IOException {
                    ByteBuffer header = ByteBuffer.wrap(pdu, offset, length);
                    boolean answer = length >= 16 && header.getInt(offset + 4) == SMPPConstant.CID_SUBMIT_SM_RESP;
                    Duration delay = answer ? delays.remove(header.getInt(offset + 12)) : null;
                    if (delay == null) {
                        put(pdu, offset, length);
                    } else if (delay != NEVER) {
                        waiting.incrementAndGet();
                        later.schedule(() -> putLate(pdu, offset, length), delay.toMillis(), TimeUnit.MILLISECONDS);
                    }
                }

                private Void putLate(byte[] pdu, int offset, int length) throws IOException {
                    waiting.decrementAndGet();
                    return put(pdu, offset, length);
                }

                private Void put(byte[] pdu, int offset, int length) throws IOException {
                    synchronized (wire) {
                        if (!muted) {
                            wire.write(pdu, offset, length);
                            wire.flush();
                        }
                    }
                    return null;
                }
            };
        }

        void delay(int sequence, Duration delay) {
            delays.put(sequence, delay);
        }

        void mute() {
            muted = true;
        }

        void silence(int sequence) {
            delays.put(sequence, NEVER);
        }

        /** Without a word, as a killed process does. */
        void reset() throws IOException {
            try {
                socket.setSoLinger(true, 0);
            } catch (SocketException e) {
                return; // it was closed meanwhile
            }
            socket.close();
        }

        @Override
        public boolean isOpen() {
            return plain.isOpen();
        }

        @Override
        public InetAddress getInetAddress() {
            return plain.getInetAddress();
        }

        @Override
        public InetAddress getLocalAddress() {
            return plain.getLocalAddress();
        }

        @Override
        public int getPort() {
            return plain.getPort();
        }

        @Override
        public int getLocalPort() {
            return plain.getLocalPort();
        }

        @Override
        public InputStream getInputStream() {
            return plain.getInputStream();
        }

        @Override
        public OutputStream getOutputStream() {
            return out;
        }

        @Override
        public void setSoTimeout(int timeout) throws IOException {
            plain.setSoTimeout(timeout);
        }

        @Override
        public void close() throws IOException {
            plain.close();
        }
    }
}
