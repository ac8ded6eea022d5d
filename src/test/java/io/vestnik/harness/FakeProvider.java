package io.vestnik.harness;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;

/**
 * A provider's HTTP API on loopback that follows a script: each request gets the next answer of it, well or badly. What was scripted and
 * not asked for, and what was asked for and not scripted, are faults: {@link #verify}.
 */
public final class FakeProvider implements AutoCloseable {

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingDeque<FakeAnswer> script = new LinkedBlockingDeque<>();
    private final Queue<FakeRequest> requests = new ConcurrentLinkedQueue<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final List<AutoCloseable> ports = new ArrayList<>();
    private volatile CountDownLatch silence = new CountDownLatch(1);

    public FakeProvider() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** The answers to come, in their order, after those that were scripted before. */
    public FakeProvider answer(FakeAnswer... answers) {
        script.addAll(List.of(answers));
        return this;
    }

    /** What came in and could be read, in its order. */
    public List<FakeRequest> requests() {
        return List.copyOf(requests);
    }

    /** @throws AssertionError an answer was not used, or a request came for which there was none */
    public void verify() {
        if (!script.isEmpty() || !faults.isEmpty()) {
            throw new AssertionError("not asked for: " + script + "; not scripted, or not readable: " + faults);
        }
    }

    /** As new: whoever still waits for an answer is cut off. */
    public void forget() {
        silence.countDown();
        silence = new CountDownLatch(1);
        script.clear();
        requests.clear();
        faults.clear();
    }

    /** A place where nobody listens and nobody else will, until this is closed: connections are refused. */
    public synchronized String nobody() throws IOException {
        Socket bound = new Socket();
        bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        ports.add(bound);
        return "http://127.0.0.1:" + bound.getLocalPort();
    }

    /** A place where nobody accepts, and no more can wait for it: a connection is neither made nor refused. */
    public synchronized String crowded() throws IOException {
        ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ports.add(full);
        for (int i = 0; i < 4; i++) {
            SocketChannel waiting = SocketChannel.open();
            waiting.configureBlocking(false);
            waiting.connect(full.getLocalSocketAddress());
            ports.add(waiting);
        }
        return "http://127.0.0.1:" + full.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                FakeAnswer next = script.peek();
                if (next != null && next.drop() == FakeAnswer.Drop.UNREAD) {
                    script.poll();
                    reset(socket);
                } else {
                    threads.execute(() -> serve(socket));
                }
            }
        } catch (IOException closed) {
            // the end of the test
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            FakeRequest request = read(in);
            if (request == null) {
                return; // a connection that nothing was sent on
            }
            requests.add(request);
            FakeAnswer answer = script.poll();
            if (answer == null) {
                faults.add(request.method() + " " + request.path());
                return;
            }
            play(answer, socket);
        } catch (IOException | RuntimeException e) {
            if (!server.isClosed()) {
                faults.add(e.toString());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void play(FakeAnswer answer, Socket socket) throws IOException, InterruptedException {
        CountDownLatch cut = silence;
        switch (answer.drop()) {
            case UNREAD, UNANSWERED -> reset(socket);
            case SILENT -> cut.await();
            case NONE, MIDDLE -> {
                cut.await(answer.delay().toMillis(), TimeUnit.MILLISECONDS);
                byte[] bytes = answer.bytes();
                int length = answer.drop() == FakeAnswer.Drop.MIDDLE ? bytes.length - answer.body().length() / 2 - 1 : bytes.length;
                try {
                    socket.getOutputStream().write(bytes, 0, length);
                    socket.getOutputStream().flush();
                } catch (IOException gone) {
                    // whoever asked did not wait for it
                }
            }
        }
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Null: the connection was closed without a request. */
    private static FakeRequest read(InputStream in) throws IOException {
        String start = line(in);
        if (start.isEmpty()) {
            return null;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String[] pair = line.split(":", 2);
            headers.merge(pair[0].trim().toLowerCase(Locale.ROOT), pair[1].trim(), (first, second) -> first + ", " + second);
        }
        String[] words = start.split(" ");
        return FakeRequest.of(words[0], words[1], headers, body(in, headers));
    }

    private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
        if (!"chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunk(in); size > 0; size = chunk(in)) {
            body.write(in.readNBytes(size));
            line(in);
        }
        line(in);
        return body.toByteArray();
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in).split(";")[0].trim(), 16);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            line.write(octet);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    @Override
    public synchronized void close() {
        try {
            forget();
            server.close();
            threads.shutdownNow();
            for (AutoCloseable port : ports) {
                port.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
