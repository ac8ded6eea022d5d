package io.vestnik.callback;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A client's webhook. */
final class Sink implements AutoCloseable {

    record Request(String uri, Map<String, List<String>> headers, String body) {}

    interface Behaviour {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    final AtomicInteger atOnce = new AtomicInteger();
    final AtomicInteger mostAtOnce = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    Sink(Behaviour behaviour) throws IOException {
        this(HttpServer.create(), behaviour);
    }

    Sink(HttpServer server, Behaviour behaviour) throws IOException {
        this.server = server;
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(new Request(exchange.getRequestURI().toString(), exchange.getRequestHeaders(), body));
            try {
                behaviour.answer(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                atOnce.decrementAndGet();
                exchange.close();
            }
        });
        server.start();
    }

    static Sink answering(int status) throws IOException {
        return new Sink(exchange -> exchange.sendResponseHeaders(status, -1));
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/hook?key=s3cret";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Takes connections and requests, and never says a word. */
    static final class Hanging implements AutoCloseable {

        final AtomicInteger connections = new AtomicInteger();
        private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
        private final ServerSocket server;

        Hanging() throws IOException {
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

        String url() {
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
