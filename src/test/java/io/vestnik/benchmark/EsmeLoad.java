package io.vestnik.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** So many messages by submit_sm over sessions whose windows are kept full. Its sessions stay, for receipts. */
final class EsmeLoad implements AutoCloseable {

    /** A login of the hub. */
    record Login(String systemId, String password) {}

    private final Loop loop;
    private final Tally tally;
    private final List<EsmeSession> sessions = new ArrayList<>();
    private Span span = new Span(0, 0, 0);
    private int next;
    private int settled;
    private CompletableFuture<Span> finished = new CompletableFuture<>();

    /** Binds. */
    EsmeLoad(Loop loop, Tally tally, int port, Login login, int count, int window, int recipients) {
        this.loop = loop;
        this.tally = tally;
        Template submit = PduWriter.submit("BENCH", "SVC", recipients);
        loop.tell(() -> {
            for (int i = 0; i < count; i++) {
                EsmeSession session = new EsmeSession(this, loop, tally, submit, login, window);
                sessions.add(session);
                connect(session, port);
            }
        });
    }

    private static void connect(EsmeSession session, int port) {
        try {
            session.connect(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean bound() {
        return loop.ask(() -> sessions.stream().allMatch(EsmeSession::bound));
    }

    /** Sends; completes when each has its answer, or its session is gone. */
    CompletableFuture<Span> send(int count) {
        return loop.ask(() -> {
            int first = tally.reserve(count);
            span = new Span(first, first + count, System.nanoTime());
            next = first;
            settled = 0;
            finished = new CompletableFuture<>();
            sessions.forEach(EsmeSession::fill);
            return finished;
        });
    }

    /** The number of a message to send; -1: there is none. In the loop. */
    int take() {
        return next < span.end() ? next++ : -1;
    }

    /** In the loop. */
    void settled(int count) {
        settled += count;
        if (settled == span.count()) {
            finished.complete(span);
        }
    }

    @Override
    public void close() {
        loop.tell(() -> sessions.forEach(EsmeSession::close));
    }
}
