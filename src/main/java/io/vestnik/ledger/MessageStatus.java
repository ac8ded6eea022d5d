package io.vestnik.ledger;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a message stands. Final states never change. */
public enum MessageStatus {
    ACCEPTED,
    SCHEDULED,
    DISPATCHED,
    DELIVERED,
    UNDELIVERED,
    REFUSED,
    CANCELLED,
    EXPIRED,
    FAILED;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    public boolean isFinal() {
        return compareTo(DISPATCHED) > 0;
    }

    @JsonValue
    @Override
    public String toString() {
        return wireName;
    }

    static MessageStatus of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
