package io.vestnik.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A client's webhook. */
public final class Sink implements AutoCloseable {

    public record Request(String uri, Map<String, List<String>> headers, String body) {}

    public interface Behaviour {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    public final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    public Sink(Behaviour behaviour) throws IOException {
        this(HttpServer.create(), behaviour);
    }

    public Sink(HttpServer server, Behaviour behaviour) throws IOException {
        this.server = server;
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(new Request(exchange.getRequestURI().toString(), exchange.getRequestHeaders(), body));
            try {
                behaviour.answer(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                exchange.close();
            }
        });
        server.start();
    }

    /** A server takes its time: that is how it behaves, nobody waits for something to happen. */
    public static void takes(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    public static Sink answering(int status) throws IOException {
        return new Sink(exchange -> exchange.sendResponseHeaders(status, -1));
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port() + "/hook?key=s3cret";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Takes connections and requests, and never says a word. */
    public static final class Hanging implements AutoCloseable {

        public final AtomicInteger connections = new AtomicInteger();
        private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
        private final ServerSocket server;

        public Hanging() throws IOException {
            server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
            new Thread(this::accept, "hanging-sink").start();
        }

        private void accept() {
            try {
                while (true) {
                    sockets.add(server.accept());
                    connections.incrementAndGet();
                }
            } catch (IOException closed) {
                // the end of the test
            }
        }

        public String url() {
            return "http://127.0.0.1:" + server.getLocalPort() + "/hook";
        }

        @Override
        public void close() {
            try {
                server.close();
                for (Socket socket : sockets) {
                    socket.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
