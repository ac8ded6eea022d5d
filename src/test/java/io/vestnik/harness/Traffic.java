package io.vestnik.harness;

import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.ArrayList;

/** Clients that each send one message after another, and repeat a request under its key, at any hub, until it is accepted. */
public final class Traffic {

    private static final int CLIENTS = 8;

    private final String name;
    private final String prefix;
    private final int messages;
    private final List<Hub> hubs;
    private final Map<String, String> accepted = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> refusals = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();
    private final List<Future<?>> clients = new ArrayList<>();

    /** @param prefix of the recipients' numbers: six digits; five follow, none of them the sandbox's magic */
    private Traffic(String name, String prefix, int messages, List<Hub> hubs) {
        this.name = name;
        this.prefix = prefix;
        this.messages = messages;
        this.hubs = hubs;
    }

    public static Traffic start(String name, String prefix, int messages, Hub... hubs) {
        Traffic traffic = new Traffic(name, prefix, messages, List.of(hubs));
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        for (int i = 0; i < CLIENTS; i++) {
            traffic.clients.add(threads.submit(traffic::send));
        }
        threads.shutdown();
        return traffic;
    }

    private void send() {
        for (int n = next.getAndIncrement(); n < messages; n = next.getAndIncrement()) {
            String destination = prefix + (11_000 + n);
            String body = "{\"to\":{\"phone\":\"+" + destination + "\"},\"class\":\"transactional\",\"text\":\"number " + n + "\"}";
            String key = name + "-" + n;
            AtomicInteger attempt = new AtomicInteger(n);
            await().atMost(Duration.ofMinutes(2)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(50)).until(() ->
                    accepted(destination, hubs.get(attempt.getAndIncrement() % hubs.size()), body, key));
        }
    }

    private boolean accepted(String destination, Hub hub, String body, String key) {
        try {
            HttpResponse<String> answer = hub.post("/api/v1/messages", body, "Idempotency-Key", key);
            if (answer.statusCode() == 202) {
                accepted.put(destination, Hub.json(answer).get("id").asText());
                return true;
            }
            refusals.merge(answer.statusCode(), 1, Integer::sum);
        } catch (UncheckedIOException e) {
            refusals.merge(0, 1, Integer::sum); // nobody there
        }
        return false;
    }

    /** Returns when so many are accepted. */
    public void awaitAccepted(int count) {
        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(10)).until(() -> accepted.size() >= count);
    }

    /** Ids by recipient, without plus, when all are accepted. */
    public Map<String, String> finish() throws Exception {
        for (Future<?> client : clients) {
            client.get();
        }
        return accepted;
    }

    /** How often a request was not accepted, by the answer's status; 0: no answer. */
    public Map<Integer, Integer> refusals() {
        return refusals;
    }
}
