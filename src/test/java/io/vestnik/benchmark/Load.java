package io.vestnik.benchmark;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** So many messages, each asked for once, or again when it was answered 429 or 5xx, over connections that are kept; as fast as they are answered, or at a rate. */
final class Load implements Loop.Ticker {

    private static final long RECONNECT = 100_000_000;
    private static final long AGAIN = 100_000_000;

    /** Messages that were answered "later". */
    private record Postponed(int first, int count) {}

    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 500;
    private static final double NANOS_A_SECOND = 1e9;

    private final Loop loop;
    private final Tally tally;
    private final Form form;
    private final int port;
    private final double rate;
    private final int first;
    private final int end;
    private final long started = System.nanoTime();
    private final List<LoadConnection> connections = new ArrayList<>();
    private final Deque<LoadConnection> free = new ArrayDeque<>();
    private final Deque<Postponed> postponed = new ArrayDeque<>();
    private final CompletableFuture<Load> finished = new CompletableFuture<>();

    private int next;
    private int settled;
    private long lastTick = started;
    private long reconnectAt = Loop.NEVER;
    private long pausedUntil;

    /** Starts at once. @param rate messages a second; 0: no limit */
    Load(Loop loop, Tally tally, Form form, int port, int connections, int count, double rate) {
        this.loop = loop;
        this.tally = tally;
        this.form = form;
        this.port = port;
        this.rate = rate;
        this.first = loop.ask(() -> tally.reserve(count));
        this.end = first + count;
        this.next = first;
        loop.tell(() -> {
            for (int i = 0; i < connections; i++) {
                this.connections.add(new LoadConnection(loop, this, form));
            }
            connect();
        });
        loop.add(this);
    }

    Span span() {
        return new Span(first, end, started);
    }

    /** When each message has its answer, or its connection has broken. */
    CompletableFuture<Load> finished() {
        return finished;
    }

    private void connect() {
        reconnectAt = Loop.NEVER;
        try {
            for (LoadConnection connection : connections) {
                if (connection.closed()) {
                    connection.connect(port);
                }
            }
        } catch (IOException e) {
            reconnectAt = System.nanoTime() + RECONNECT; // nobody listens
        }
    }

    /** A connection has nothing to do. */
    void free(LoadConnection connection) {
        free.add(connection);
        ask(System.nanoTime());
    }

    /** A request is answered. */
    void answered(HttpReader answer, int from, int count) {
        long now = System.nanoTime();
        form.answered(answer, from, count, tally, now);
        if (answer.status() == TOO_MANY || answer.status() >= UNAVAILABLE) {
            postponed.add(new Postponed(from, count));
            pausedUntil = now + AGAIN;
        } else {
            settled(count);
        }
    }

    /** A connection has ended in order. */
    void reopen(LoadConnection connection) throws IOException {
        connection.connect(port);
    }

    void lost(LoadConnection connection, int unanswered) {
        free.remove(connection);
        tally.broken(unanswered);
        settled(unanswered);
        reconnectAt = System.nanoTime() + RECONNECT;
    }

    private void settled(int count) {
        settled += count;
        if (settled == end - first && !finished.isDone()) {
            reconnectAt = Loop.NEVER;
            connections.forEach(LoadConnection::close);
            loop.remove(this);
            finished.complete(this);
        }
    }

    @Override
    public long tick(long now) {
        if (now >= reconnectAt) {
            connect();
        }
        ask(now);
        lastTick = now;
        long due = next == end || rate == 0 || free.isEmpty() ? Loop.NEVER : due(next);
        long again = pausedUntil > now ? pausedUntil : Loop.NEVER;
        return Math.min(Math.min(Math.max(due, pausedUntil), again), reconnectAt);
    }

    private void ask(long now) {
        if (now < pausedUntil) {
            return;
        }
        while (!postponed.isEmpty() && !free.isEmpty()) {
            Postponed again = postponed.poll();
            ask(again.first(), again.count());
        }
        while (next < end && !free.isEmpty() && (rate == 0 || due(next) <= now)) {
            int count = Math.min(form.perRequest(), end - next);
            // one that had to wait for a connection has been waiting since it was due
            long since = rate != 0 && due(next) < lastTick ? due(next) : now;
            for (int n = next; n < next + count; n++) {
                tally.sent(n, since);
            }
            next += count;
            ask(next - count, count);
        }
    }

    private void ask(int from, int count) {
        LoadConnection connection = free.poll();
        try {
            connection.ask(from, count);
        } catch (IOException e) {
            connection.lost();
        }
    }

    private long due(int number) {
        return started + (long) ((number - first) / rate * NANOS_A_SECOND);
    }
}
