package io.vestnik.benchmark;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What became of each message, by its number; times as {@link System#nanoTime}, 0: not yet. The loop's own. */
final class Tally {

    private final Ulids ids = new Ulids();
    /** Callbacks that came before the answer which tells whose they are, or whose answer was lost. */
    private final Map<String, Long> early = new HashMap<>();

    private int reserved;
    private long[] sent = new long[0];
    private long[] answered = new long[0];
    private long[] submitted = new long[0];
    private long[] called = new long[0];
    private long[] idHigh = new long[0];
    private long[] idLow = new long[0];
    private byte[] submits = new byte[0];
    private byte[] calls = new byte[0];

    private long accepts;
    private long refusals;
    private long broken;
    private long allSubmits;
    private long firstSubmits;
    private long firstCalls;
    private long otherCalls;
    private int lastRefusal;
    private long lastSubmit;
    private long lastCall;

    /**
     * All so far.
     *
     * @param broken without an answer
     * @param submits messages, repeated ones once
     * @param repeats submits of a message beyond its first, and those of no message of ours
     * @param callbacks messages told of as delivered
     * @param otherCallbacks those that tell of another state
     */
    record Counts(
            long accepted, long refused, int lastRefusal, long broken, long submits, long repeats, long callbacks,
            long otherCallbacks, long lastSubmit, long lastCallback) {}

    /** Numbers from the one returned on, for a caller's messages. */
    int reserve(int count) {
        int first = reserved;
        reserved += count;
        if (reserved > sent.length) {
            int room = Math.max(reserved, 2 * sent.length);
            sent = Arrays.copyOf(sent, room);
            answered = Arrays.copyOf(answered, room);
            submitted = Arrays.copyOf(submitted, room);
            called = Arrays.copyOf(called, room);
            idHigh = Arrays.copyOf(idHigh, room);
            idLow = Arrays.copyOf(idLow, room);
            submits = Arrays.copyOf(submits, room);
            calls = Arrays.copyOf(calls, room);
        }
        return first;
    }

    void sent(int number, long now) {
        sent[number] = now;
    }

    /** Accepted, under an id. */
    void accepted(int number, long high, long low, long now) {
        accepted(number, now);
        idHigh[number] = high;
        idLow[number] = low;
        ids.put(high, low, number);
        if (!early.isEmpty()) {
            Long call = early.remove(Ulids.text(high, low));
            if (call != null) {
                called(number, call);
            }
        }
    }

    /** Accepted by who gives no id. */
    void accepted(int number, long now) {
        answered[number] = now;
        accepts++;
    }

    void refused(int status) {
        refusals++;
        lastRefusal = status;
    }

    /** No answer, so that nobody knows. */
    void broken(int count) {
        broken += count;
    }

    void submitted(int number, long now) {
        allSubmits++;
        lastSubmit = now;
        if (number < 0 || number >= reserved) {
            return; // not one of ours: it is in the count of all, which will not fit
        }
        if (submits[number]++ == 0) {
            firstSubmits++;
            submitted[number] = now;
        }
    }

    void called(long high, long low, long now) {
        int number = ids.number(high, low);
        if (number >= 0) {
            called(number, now);
        } else {
            early.put(Ulids.text(high, low), now);
        }
    }

    void called(int number, long now) {
        lastCall = now;
        if (calls[number]++ == 0) {
            firstCalls++;
            called[number] = now;
        }
    }

    /** A callback with another state than delivered. */
    void calledOther() {
        otherCalls++;
    }

    Counts counts() {
        return new Counts(
                accepts, refusals, lastRefusal, broken, firstSubmits, allSubmits - firstSubmits, firstCalls, otherCalls,
                lastSubmit, lastCall);
    }

    /** The messages numbered {@code from} to before {@code to}, as they stand now. */
    Outcome outcome(int from, int to) {
        int count = to - from;
        long[] accept = new long[count];
        long[] submit = new long[count];
        long[] acceptSubmit = new long[count];
        long[] call = new long[count];
        int answers = 0;
        int taken = 0;
        int takenOfAnswered = 0;
        int told = 0;
        int lost = 0;
        int untold = 0;
        int[] repeated = new int[count];
        int repeats = 0;
        for (int n = from; n < to; n++) {
            if (answered[n] != 0) {
                accept[answers++] = answered[n] - sent[n];
                lost += submits[n] == 0 ? 1 : 0;
                untold += calls[n] == 0 ? 1 : 0;
            }
            if (submitted[n] != 0) {
                submit[taken++] = submitted[n] - sent[n];
                if (answered[n] != 0) {
                    acceptSubmit[takenOfAnswered++] = Math.max(0, submitted[n] - answered[n]);
                }
            }
            if (called[n] != 0) {
                call[told++] = called[n] - sent[n];
            }
            if (submits[n] > 1) {
                repeated[repeats++] = n;
            }
        }
        return new Outcome(
                Times.of(accept, answers), Times.of(submit, taken), Times.of(acceptSubmit, takenOfAnswered), Times.of(call, told), lost,
                untold, Arrays.copyOf(repeated, repeats));
    }

    /**
     * @param request from the request to its answer, to its first submit, to its first callback
     * @param acceptToSubmit from the answer to the submit; none where the answer was lost
     * @param lost accepted and never submitted
     * @param untold accepted and without a callback that says delivered
     * @param repeated numbers of those submitted more than once
     */
    record Outcome(
            Times toAnswer, Times toSubmit, Times acceptToSubmit, Times toCallback, int lost, int untold, int[] repeated) {}

    /** Of all messages ever, as they stand now. */
    Outcome outcome() {
        return outcome(0, reserved);
    }

    /** Null: its answer was lost. */
    String id(int number) {
        return idHigh[number] == 0 ? null : Ulids.text(idHigh[number], idLow[number]);
    }
}
