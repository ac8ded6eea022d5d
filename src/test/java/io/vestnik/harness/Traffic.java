package io.vestnik.harness;

import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Clients that each send one message after another, and repeat a request under its key, at any hub, until it is accepted. */
public final class Traffic {

    /** How a client sends a message, by a door of its own. */
    public interface Client {
        HttpResponse<String> send(Hub hub, String phone, String text, String key);
    }

    /**
     * What the clients saw.
     *
     * @param refusals how often a request was not accepted, by the answer's status; 0: no answer
     * @param longestWithout between two accepted requests, whoever sent them
     * @param slowest the longest that one request took, whatever came of it
     */
    public record Seen(Map<Integer, Integer> refusals, Duration longestWithout, Duration slowest) {}

    private static final int CLIENTS = 8;
    private static final Pattern ID = Pattern.compile("[0-9A-Z]{26}"); // of either door's answer

    private final String name;
    private final String prefix;
    private final int messages;
    private final List<Client> doors;
    private final List<Hub> hubs;
    private final Map<String, String> accepted = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> refusals = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();
    private final List<Future<?>> clients = new ArrayList<>();
    private final AtomicLong lastAccepted = new AtomicLong(System.nanoTime());
    private final LongAccumulator longestWithout = new LongAccumulator(Math::max, 0);
    private final LongAccumulator slowest = new LongAccumulator(Math::max, 0);

    /** @param prefix of the recipients' numbers: six digits; five follow, none of them the sandbox's magic */
    private Traffic(String name, String prefix, int messages, List<Client> doors, List<Hub> hubs) {
        this.name = name;
        this.prefix = prefix;
        this.messages = messages;
        this.doors = doors;
        this.hubs = hubs;
    }

    public static Traffic start(String name, String prefix, int messages, Hub... hubs) {
        return start(name, prefix, messages, List.of(Traffic::byRest), hubs);
    }

    /** @param doors taken in turn */
    public static Traffic start(String name, String prefix, int messages, List<Client> doors, Hub... hubs) {
        Traffic traffic = new Traffic(name, prefix, messages, doors, List.of(hubs));
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        for (int i = 0; i < CLIENTS; i++) {
            traffic.clients.add(threads.submit(traffic::send));
        }
        threads.shutdown();
        return traffic;
    }

    private static HttpResponse<String> byRest(Hub hub, String phone, String text, String key) {
        String body = "{'to':{'phone':'%s'},'class':'transactional','text':'%s'}".formatted(phone, text);
        return hub.post("/api/v1/messages", Customer.json(body), "Idempotency-Key", key);
    }

    private void send() {
        for (int n = next.getAndIncrement(); n < messages; n = next.getAndIncrement()) {
            String destination = prefix + (11_000 + n);
            Client door = doors.get(n % doors.size());
            int number = n;
            AtomicInteger attempt = new AtomicInteger(n);
            await().atMost(Duration.ofMinutes(2)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(50)).until(() -> {
                Hub hub = hubs.get(attempt.getAndIncrement() % hubs.size());
                return accepted(destination, () -> door.send(hub, "+" + destination, "number " + number, name + "-" + number));
            });
        }
    }

    private boolean accepted(String destination, Supplier<HttpResponse<String>> request) {
        long start = System.nanoTime();
        try {
            HttpResponse<String> answer = request.get();
            if (answer.statusCode() == 202 || answer.statusCode() == 200) { // by SOAP
                accepted.put(destination, ID.matcher(answer.body()).results().findFirst().orElseThrow().group());
                long now = System.nanoTime();
                longestWithout.accumulate(now - lastAccepted.getAndSet(now));
                return true;
            }
            refusals.merge(answer.statusCode(), 1, Integer::sum);
        } catch (UncheckedIOException e) {
            refusals.merge(0, 1, Integer::sum); // nobody there
        } finally {
            slowest.accumulate(System.nanoTime() - start);
        }
        return false;
    }

    /** Returns when so many are accepted. */
    public void awaitAccepted(int count) {
        Duration limit = Duration.ofMinutes(2).plusMillis(10L * count);
        await().atMost(limit).pollInterval(Duration.ofMillis(10)).until(() -> accepted.size() >= count);
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

    public Seen seen() {
        return new Seen(refusals, Duration.ofNanos(longestWithout.get()), Duration.ofNanos(slowest.get()));
    }
}
