package io.vestnik.benchmark;

import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A carrier that takes what it is sent, sends receipts, and counts; receipts of a client that is away wait for its next bind. */
final class Carrier implements Loop.Ticker {

    private final Loop loop;
    private final Tally tally;
    private final int port;
    private final List<CarrierSession> sessions = new ArrayList<>();
    private final Deque<Receipt> kept = new ArrayDeque<>();

    private ServerSocketChannel listener;
    private long lastId = System.currentTimeMillis() / 1_000 * 1_000_000;
    private long latency;
    private long receiptDelay;
    private int window = Integer.MAX_VALUE;
    private int refusal;
    private long taken;
    private long throttled;
    private int mostUnanswered;

    Carrier(Loop loop, Tally tally, int port) {
        this.loop = loop;
        this.tally = tally;
        this.port = port;
        loop.add(this);
        comeBack();
    }

    /** Settings; any thread. */
    void answerAfter(long millis) {
        loop.tell(() -> latency = TimeUnit.MILLISECONDS.toNanos(millis));
    }

    void receiptAfter(long millis) {
        loop.tell(() -> receiptDelay = TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** More unanswered submits of a session than this are throttled. */
    void window(int submits) {
        loop.tell(() -> window = submits);
    }

    /** Takes nothing more, and says so with this command_status; 0: takes again. */
    void refuseWith(int status) {
        loop.tell(() -> refusal = status);
    }

    /** Ends all sessions without a word, and takes no more. */
    void goAway() {
        loop.tell(() -> {
            Loop.close(listener);
            List.copyOf(sessions).forEach(CarrierSession::drop);
        });
    }

    void comeBack() {
        listener = loop.listen(port, this::connected);
    }

    private void connected(SocketChannel channel) {
        CarrierSession session = new CarrierSession(this, loop, channel);
        session.register();
        sessions.add(session);
    }

    /** Sessions that are bound. */
    int bound() {
        return loop.ask(() -> (int) sessions.stream().filter(CarrierSession::bound).count());
    }

    /** Receipts that the client has not taken. */
    int owed() {
        return loop.ask(() -> kept.size() + sessions.stream().mapToInt(CarrierSession::owed).sum());
    }

    /** Submits that it took. */
    long taken() {
        return loop.ask(() -> taken);
    }

    long throttled() {
        return loop.ask(() -> throttled);
    }

    int mostUnanswered() {
        return loop.ask(() -> mostUnanswered);
    }

    // Below: the sessions, in the loop.

    /** @return the command_status of the answer: 0, it is taken */
    int takes(int number, int unanswered, long now) {
        mostUnanswered = Math.max(mostUnanswered, unanswered);
        if (refusal != 0) {
            return refusal;
        }
        if (unanswered > window) {
            throttled++;
            return PduWriter.THROTTLED;
        }
        taken++;
        tally.submitted(number, now);
        return 0;
    }

    long nextId() {
        return ++lastId;
    }

    long latency() {
        return latency;
    }

    long receiptDelay() {
        return receiptDelay;
    }

    void ended(CarrierSession session) {
        sessions.remove(session);
    }

    /** For the next receiver. */
    void keep(Receipt receipt) {
        for (CarrierSession session : sessions) {
            if (session.receives()) {
                session.deliver(receipt);
                return;
            }
        }
        kept.add(receipt);
    }

    void deliverKept(CarrierSession session) {
        for (Receipt receipt = kept.poll(); receipt != null; receipt = kept.poll()) {
            session.deliver(receipt);
        }
    }

    @Override
    public long tick(long now) {
        long next = Loop.NEVER;
        for (int i = sessions.size() - 1; i >= 0; i--) { // one may end by it
            next = Math.min(next, sessions.get(i).tick(now));
        }
        return next;
    }
}
