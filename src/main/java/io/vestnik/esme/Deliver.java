package io.vestnik.esme;

import java.time.Instant;
import java.util.Arrays;

/**
 * A deliver_sm that a client is owed and that this node is to send.
 *
 * @param id of its row
 * @param from the recipient of the message, who also writes replies; E.164 for phones
 * @param to the sender of the message, as the account owns it; null: the account has none
 * @param text a reply's; of a receipt, the beginning of the message
 * @param messageId null: a reply, or the receipt of a part that never became a message
 * @param submitId what the client was given for the message, or for its part; null: a reply
 * @param state null: a reply
 * @param code the provider's own; null: none
 * @param submittedAt null: a reply
 * @param doneAt when it came to be
 * @param attempts that failed so far
 */
public record Deliver(
        String id,
        String account,
        String systemId,
        String from,
        String to,
        String text,
        String messageId,
        String submitId,
        State state,
        String code,
        Instant submittedAt,
        Instant doneAt,
        int attempts) {

    /** message_state (SMPP v3.4 §5.2.28). */
    public enum State {
        ENROUTE(1, "ENROUTE"),
        DELIVERED(2, "DELIVRD"),
        EXPIRED(3, "EXPIRED"),
        DELETED(4, "DELETED"),
        UNDELIVERABLE(5, "UNDELIV"),
        REJECTED(8, "REJECTD");

        private final int value;
        private final String word;

        State(int value, String word) {
            this.value = value;
            this.word = word;
        }

        /** @throws IllegalArgumentException for a value that the hub never tells */
        static State of(int value) {
            return Arrays.stream(values())
                    .filter(state -> state.value == value)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("message_state " + value));
        }

        /** What a message's status is in SMPP; null: it has no word for it. */
        public static State of(String status) {
            return switch (status) {
                case "sent" -> ENROUTE;
                case "delivered" -> DELIVERED;
                case "undelivered", "failed" -> UNDELIVERABLE;
                case "expired" -> EXPIRED;
                case "cancelled" -> DELETED;
                case "refused" -> REJECTED;
                default -> null;
            };
        }

        public int value() {
            return value;
        }

        /** As Appendix B has it. */
        public String word() {
            return word;
        }
    }

    public boolean isReply() {
        return state == null;
    }

    /** What has the same is told one after the other: what became of one message under one id. Null: it is in no order. */
    public String order() {
        return messageId == null ? submitId : messageId + ' ' + submitId;
    }

    /** Without addresses and text. */
    @Override
    public String toString() {
        return "Deliver[" + id + " to " + systemId + "]";
    }
}
