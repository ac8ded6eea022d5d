package io.vestnik.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider with an HTTP API of its own: {@code POST /api/messages}. It answers as the recipient's name says. */
public final class FakePartner implements AutoCloseable {

    /** @param answer its status */
    public record Call(String authorization, Map<String, List<String>> headers, JsonNode body, int answer) {}

    private static final int NEVER = 0;

    public final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    public FakePartner() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
        server.setExecutor(threads);
        server.createContext("/api/messages", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        JsonNode body = Hub.JSON.readTree(exchange.getRequestBody());
        String to = body.path("to").asText();
        int status = status(to, seen.computeIfAbsent(to, t -> new AtomicInteger()).incrementAndGet());
        Map<String, List<String>> headers = Map.copyOf(exchange.getRequestHeaders());
        calls.add(new Call(exchange.getRequestHeaders().getFirst("Authorization"), headers, body, status));
        if (status == NEVER) {
            Sink.takes(Duration.ofSeconds(20));
        } else {
            byte[] answer = ("{\"id\": \"p-" + to + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
        }
        exchange.close();
    }

    /** {@code busy-…}: 429, then taken; {@code shaky-…}: 503, then taken; {@code bad-…}: 400; {@code mute-…}: no answer, then taken. */
    private static int status(String to, int time) {
        int first = switch (to.replaceAll("-.*", "")) {
            case "busy" -> 429;
            case "shaky" -> 503;
            case "mute" -> NEVER;
            default -> 201;
        };
        return to.startsWith("bad-") ? 400 : time == 1 ? first : 201;
    }

    public List<Call> callsFor(String to) {
        return calls.stream().filter(call -> call.body().path("to").asText().equals(to)).toList();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
