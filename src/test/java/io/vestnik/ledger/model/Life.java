package io.vestnik.ledger.model;

import io.vestnik.message.MessageClass;
import java.util.List;
import java.util.Set;

/**
 * A message, and all that its providers and its recipient would do. Times are microseconds: those of the message since it was accepted.
 *
 * @param events that its sender asked to be told of
 * @param cancelAt when its sender tries to; null: never
 */
record Life(MessageClass messageClass, long sendAt, long validFor, Set<String> events, Long cancelAt, List<Leg> legs) {

    /**
     * One step.
     *
     * @param receipts its channel tells more than that it was taken
     * @param timeout null: the hub's own
     * @param success null: what its channel tells
     * @param rulings of the gate, one each time that it would go; then it may go
     * @param tries what its provider does, one each time that it goes
     * @param replies when its recipient writes back
     */
    record Leg(
            String channel, boolean address, boolean receipts, Long timeout, boolean required, String success, int parts,
            List<Ruling> rulings, List<Try> tries, List<Long> replies) {}

    /** @param until how long from now it must wait; null: it may never go */
    record Ruling(String code, Long until) {}

    enum Kind {
        TAKEN,
        TRANSIENT,
        THROTTLED,
        CONFIGURATION,
        CHANNEL,
        RECIPIENT,
        /** The connection broke. */
        UNKNOWN,
        UNSENT,
        /** The hub itself can't put it into its channel's words. */
        SKIPPED,
        /** No answer. */
        SILENCE
    }

    /**
     * @param took to answer
     * @param asked after how long the provider wants to be asked again; null: it does not say
     */
    record Try(Kind kind, long took, Long asked, List<Heard> heard) {}

    enum State {
        DELIVERED,
        UNDELIVERED,
        READ
    }

    /** A receipt. @param after it went out */
    record Heard(long after, int part, State state) {}

    static final long SECOND = 1_000_000;
    static final long STEP_TIMEOUT = 300 * SECOND;
    static final long ANSWER_TIMEOUT = 30 * SECOND;
    static final long UNKNOWN_WAIT = 30 * SECOND;

    /** The next one, when the ones that were thought of are used up: it is taken, and that is all. */
    static Try after(List<Try> tries, int number) {
        return number < tries.size() ? tries.get(number) : new Try(Kind.TAKEN, SECOND, null, List.of());
    }

    boolean anyRequired() {
        return legs.stream().anyMatch(Leg::required);
    }

    boolean allRequired() {
        return legs.stream().allMatch(Leg::required);
    }

    long end() {
        return sendAt + validFor;
    }
}
