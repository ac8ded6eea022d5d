package io.vestnik.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail relay on loopback that answers as it is told; by default it takes everything. */
public final class ScriptedRelay implements AutoCloseable {

    /** In place of a reply: the connection is cut. */
    public static final String CUT = "CUT";
    /** In place of a reply: nothing, for ever. */
    public static final String SILENCE = "SILENCE";

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, String> replies = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> mails = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger secured = new AtomicInteger();
    private final SSLContext tls;

    /** @param tls what STARTTLS is offered with; null: not offered */
    public ScriptedRelay(SSLContext tls) throws IOException {
        this.tls = tls;
        threads.execute(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** @param to {@code GREETING}, {@code AUTH}, {@code MAIL}, {@code DATA}, {@code END}, or {@code RCPT local-part} */
    public ScriptedRelay reply(String to, String reply) {
        replies.put(to, reply);
        return this;
    }

    public ScriptedRelay asBefore() {
        replies.clear();
        return this;
    }

    public List<String> mails() {
        return List.copyOf(mails);
    }

    public int connections() {
        return connections.get();
    }

    /** Connections that speak TLS. */
    public int secured() {
        return secured.get();
    }

    /** Connections that the client has not ended. */
    public int open() {
        return sockets.size();
    }

    /** Ends all connections without a word. */
    public void cut() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                connections.incrementAndGet();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            new Dialogue(socket).run();
        } catch (IOException | InterruptedException e) {
            // the client has gone, or the test is over
        } finally {
            sockets.remove(socket);
        }
    }

    private final class Dialogue {

        private Socket socket;
        private BufferedReader in;
        private OutputStream out;
        private boolean secure;

        Dialogue(Socket socket) throws IOException {
            speak(socket);
        }

        private void speak(Socket socket) throws IOException {
            this.socket = socket;
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            out = socket.getOutputStream();
        }

        void run() throws IOException, InterruptedException {
            boolean open = say(replies.getOrDefault("GREETING", "220 relay.example ready"));
            for (String line = open ? in.readLine() : null; line != null; line = open ? in.readLine() : null) {
                open = command(line);
            }
        }

        private boolean command(String line) throws IOException, InterruptedException {
            String verb = line.split("[ :]")[0].toUpperCase();
            return switch (verb) {
                case "EHLO" -> say("250-relay.example" + (tls != null && !secure ? "\r\n250-STARTTLS" : "")
                        + "\r\n250-AUTH PLAIN\r\n250 ENHANCEDSTATUSCODES");
                case "STARTTLS" -> startTls();
                case "AUTH" -> say(replies.getOrDefault("AUTH", "235 2.7.0 welcome"));
                case "MAIL" -> say(replies.getOrDefault("MAIL", "250 2.1.0 ok"));
                case "RCPT" -> say(replies.getOrDefault("RCPT " + line.replaceAll(".*<(.*)@.*", "$1"), "250 2.1.5 ok"));
                case "DATA" -> data();
                case "QUIT" -> {
                    say("221 2.0.0 bye");
                    yield false;
                }
                default -> say("250 2.0.0 ok");
            };
        }

        private boolean startTls() throws IOException, InterruptedException {
            say("220 2.0.0 go ahead");
            SSLSocket wrapped = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
            wrapped.setUseClientMode(false);
            wrapped.startHandshake();
            secure = true;
            secured.incrementAndGet();
            speak(wrapped);
            return true;
        }

        private boolean data() throws IOException, InterruptedException {
            String first = replies.getOrDefault("DATA", "354 go on");
            if (!say(first) || !first.startsWith("354")) {
                return !first.equals(CUT);
            }
            StringBuilder mail = new StringBuilder();
            for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
                if (line == null) {
                    return false;
                }
                mail.append(line).append('\n');
            }
            mails.add(mail.toString());
            return say(replies.getOrDefault("END", "250 2.0.0 queued as 1"));
        }

        private boolean say(String reply) throws IOException, InterruptedException {
            if (reply.equals(CUT)) {
                return false;
            }
            if (reply.equals(SILENCE)) {
                in.readLine(); // until the client goes
                return false;
            }
            out.write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
        threads.shutdownNow();
    }
}
