package io.vestnik.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The Bot API on loopback: sendMessage and getUpdates of one bot, as core.telegram.org describes them. Its script is kept by chat. */
public final class FakeTelegram implements AutoCloseable {

    public static final String TOKEN = "4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qcA";

    /** One sendMessage. */
    public record Sent(String chat, String text, Instant at) {}

    /** @param body null: the connection is cut without a word */
    private record Answer(int status, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ConcurrentLinkedQueue<Sent> taken = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Sent> asked = new ConcurrentLinkedQueue<>();
    private final Set<Integer> ports = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Long> offsets = new ConcurrentLinkedQueue<>();
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final List<ObjectNode> updates = new ArrayList<>();
    private final AtomicInteger ids = new AtomicInteger(41);
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private volatile boolean revoked;

    public FakeTelegram() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The next message to the chat is answered so; then the one after it, and so on; then they are taken again. */
    public FakeTelegram answer(String chat, int status, String body) {
        answers.computeIfAbsent(chat, c -> new ConcurrentLinkedDeque<>()).add(new Answer(status, body));
        return this;
    }

    /** As the API refuses. */
    public FakeTelegram refuse(String chat, int code, String description) {
        return refuse(chat, code, description, "{}");
    }

    public FakeTelegram refuse(String chat, int code, String description, String parameters) {
        return answer(chat, code, "{\"ok\":false,\"error_code\":" + code + ",\"description\":\"" + description
                + "\",\"parameters\":" + parameters + "}");
    }

    /** Messages to the chat are never answered. */
    public FakeTelegram silentFor(String chat) {
        silent.add(chat);
        return this;
    }

    /** Every token is refused. */
    public FakeTelegram revoke(boolean now) {
        revoked = now;
        return this;
    }

    /** What came in, refused or not. */
    public List<Sent> asked(String chat) {
        return asked.stream().filter(sent -> sent.chat.equals(chat)).toList();
    }

    public List<Sent> taken(String chat) {
        return taken.stream().filter(sent -> sent.chat.equals(chat)).toList();
    }

    /** Connections on which anything came. */
    public int connections() {
        return ports.size();
    }

    public List<Long> offsets() {
        return List.copyOf(offsets);
    }

    /** Somebody writes to the bot. */
    public void write(long update, String chat, String text) {
        tell("{'update_id':%d,'message':{'message_id':%d,'date':1700000000,'text':'%s','chat':{'id':%s,'type':'private'}}}"
                .formatted(update, update, text, chat));
    }

    /** Somebody presses a button. */
    public void press(long update, String chat, String data) {
        tell("{'update_id':%d,'callback_query':{'id':'c%d','from':{'id':%s},'message':{'chat':{'id':%s}},'data':'%s'}}"
                .formatted(update, update, chat, chat, data));
    }

    /** Somebody blocks the bot ({@code kicked}), or lets it in again ({@code member}). */
    public void member(long update, String chat, String status) {
        tell("{'update_id':%d,'my_chat_member':{'chat':{'id':%s},'date':1700000000,'new_chat_member':{'status':'%s'}}}"
                .formatted(update, chat, status));
    }

    private synchronized void tell(String update) {
        try {
            updates.add((ObjectNode) Hub.JSON.readTree(update.replace('\'', '"')));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        notifyAll();
    }

    private void handle(HttpExchange exchange) throws IOException {
        ports.add(exchange.getRemoteAddress().getPort());
        JsonNode request = Hub.JSON.readTree(exchange.getRequestBody());
        String path = exchange.getRequestURI().getPath();
        Answer answer;
        if (revoked || !path.startsWith("/bot" + TOKEN + "/")) {
            answer = new Answer(401, "{\"ok\":false,\"error_code\":401,\"description\":\"Unauthorized\"}");
        } else if (silent.contains(request.path("chat_id").asText())) {
            return; // the exchange stays open
        } else if (path.endsWith("/sendMessage")) {
            answer = send(request.get("chat_id").asText(), request.get("text").asText());
        } else if (path.endsWith("/getUpdates")) {
            answer = new Answer(200, updates(request.get("offset").asLong(), request.get("timeout").asInt()));
        } else {
            answer = new Answer(404, "{\"ok\":false,\"error_code\":404,\"description\":\"Not Found\"}");
        }
        if (answer.body == null) {
            exchange.close();
            return;
        }
        byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (answer.status / 100 == 3) {
            exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
        }
        exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Answer send(String chat, String text) {
        Sent sent = new Sent(chat, text, Instant.now());
        asked.add(sent);
        Answer planned = answers.getOrDefault(chat, new ConcurrentLinkedDeque<>()).poll();
        if (planned != null) {
            return planned;
        }
        if (text.length() > 4096) {
            return new Answer(400, "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: message is too long\"}");
        }
        taken.add(sent);
        return new Answer(200, "{\"ok\":true,\"result\":{\"message_id\":" + ids.incrementAndGet()
                + ",\"date\":1700000000,\"chat\":{\"id\":" + chat + "}}}");
    }

    /** A larger offset confirms those before it, as there. */
    private synchronized String updates(long offset, int seconds) {
        offsets.add(offset);
        updates.removeIf(update -> update.get("update_id").asLong() < offset);
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        try {
            while (updates.isEmpty() && System.nanoTime() < end) {
                wait(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ArrayNode result = Hub.JSON.createArrayNode().addAll(updates);
        return Hub.JSON.createObjectNode().put("ok", true).set("result", result).toString();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
