package io.vestnik.sandbox;

import io.vestnik.channel.FailureKind;
import java.util.Arrays;
import java.util.List;

/** Recipients that make the sandbox carrier behave: a phone by its last four digits, others by how they begin. */
enum MagicRecipient {
    DELIVERED("0000", "delivered"),
    UNDELIVERED("0001", "undelivered"),
    SILENT("0002"),
    TRANSIENT_TWICE("0003", "delivered"),
    PERMANENT("0004"),
    READ("0005", "delivered", "read");

    private static final int FAILURES = 2;

    private final String digits;
    private final List<String> receipts;

    MagicRecipient(String digits, String... receipts) {
        this.digits = digits;
        this.receipts = List.of(receipts);
    }

    static MagicRecipient of(String address) {
        return Arrays.stream(values())
                .filter(magic -> address.startsWith("+") ? address.endsWith(magic.digits) : address.startsWith(magic.digits))
                .findFirst()
                .orElse(DELIVERED);
    }

    String digits() {
        return digits;
    }

    /** The states it tells after it took a message, in order. */
    List<String> receipts() {
        return receipts;
    }

    /** Null: it takes the message. */
    FailureKind refusal(int attempt) {
        return switch (this) {
            case TRANSIENT_TWICE -> attempt <= FAILURES ? FailureKind.TRANSIENT : null;
            case PERMANENT -> FailureKind.CHANNEL;
            default -> null;
        };
    }
}
