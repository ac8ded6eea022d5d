package io.vestnik.ingress.smpp.part;

import java.time.Instant;
import java.util.Arrays;

/**
 * A part as it is stored.
 *
 * @param id that its client was given
 * @param position in its message, from 0
 * @param group the parts that belong together are among these
 * @param messageId null: it is not together with the others
 * @param message JSON without its text
 * @param due when the clock looks at it
 */
record Part(
        String id,
        int position,
        Group group,
        String messageId,
        int registered,
        Instant submittedAt,
        Instant due,
        String door,
        String traceparent,
        byte[] fingerprint,
        String message,
        int dataCoding,
        byte[] body) {

    /** What one message's parts have in common; another message may have it later. */
    record Group(String account, String systemId, String source, String destination, int reference, int total) {

        static Group of(LongPart part) {
            return new Group(
                    part.account(), part.systemId(), part.source(), part.destination(), part.reference(), part.total());
        }

        /** Without the addresses. */
        @Override
        public String toString() {
            return "Group[" + account + " " + systemId + " " + reference + "]";
        }
    }

    boolean isSameAs(Part other) {
        return position == other.position && Arrays.equals(fingerprint, other.fingerprint);
    }

    @Override
    public String toString() {
        return "Part[" + id + "]";
    }
}
