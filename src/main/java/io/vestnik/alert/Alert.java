package io.vestnik.alert;

import java.time.Instant;
import java.util.Locale;

/**
 * Something that an operator should know of.
 *
 * @param firing false: it is over
 * @param subject what it is about, the same when it is over: {@code sms/carrier-a}
 * @param text for people; no address, text or secret
 */
public record Alert(Kind kind, boolean firing, String subject, String text, Instant at) {

    /** Each has a part of that name in the operators' page. */
    public enum Kind {
        CIRCUIT_OPEN,
        QUEUE_AGE,
        DEAD_LETTERS,
        PROVIDER_WEIGHT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Where it says what to do. */
        public String runbook() {
            return "src/docs/operations.md#" + toString().replace('_', '-');
        }
    }

    public String state() {
        return firing ? "firing" : "resolved";
    }
}
