package io.vestnik.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Hub;
import io.vestnik.harness.Sink;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Where an account is told of its messages; it may hang. Remembers what it was told: message to state to webhook-id. */
final class Webhook implements AutoCloseable {

    private final Map<String, Map<String, String>> told = new HashMap<>();
    private final Sink sink;
    private volatile CountDownLatch free = new CountDownLatch(0);
    private final AtomicInteger held = new AtomicInteger();
    private int again;

    Webhook() throws IOException {
        sink = new Sink(exchange -> {
            if (free.getCount() > 0) {
                held.incrementAndGet();
                free.await();
                held.decrementAndGet();
                throw new IOException("it has never answered"); // the exchange is closed without a word
            }
            exchange.sendResponseHeaders(204, -1);
        });
    }

    String url() {
        return sink.url();
    }

    /** Takes requests and never answers them. */
    void hang() {
        free = new CountDownLatch(1);
    }

    /** How many requests it has not answered. */
    int unanswered() {
        return sink.requests.size();
    }

    /** How many of them it still holds, whether or not somebody waits at the other end. */
    int held() {
        return held.get();
    }

    /** Answers again; what it was told meanwhile does not count, since it never answered that. */
    void recover() {
        sink.requests.clear();
        free.countDown();
    }

    /** The webhook-id by state of one message; empty: it was told nothing of it. */
    synchronized Map<String, String> of(String messageId) {
        for (Sink.Request request = sink.requests.poll(); request != null; request = sink.requests.poll()) {
            remember(request);
        }
        return told.getOrDefault(messageId, Map.of());
    }

    /** How many requests were repeats, under the id of the first; counted anew after each look. */
    synchronized int again() {
        int repeats = again;
        again = 0;
        return repeats;
    }

    private void remember(Sink.Request request) {
        JsonNode data = data(request);
        String id = request.headers().get("Webhook-id").get(0);
        String first = told.computeIfAbsent(data.get("id").asText(), message -> new HashMap<>())
                .putIfAbsent(data.get("status").asText(), id);
        if (first != null && !first.equals(id)) {
            throw new AssertionError("told twice, under two ids: " + request.body());
        }
        again += first == null ? 0 : 1;
    }

    private static JsonNode data(Sink.Request request) {
        try {
            return Hub.JSON.readTree(request.body()).get("data");
        } catch (JsonProcessingException e) {
            throw new AssertionError(request.body(), e);
        }
    }

    @Override
    public void close() {
        sink.close();
    }
}
