package io.vestnik.ledger;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where one attempt to reach the recipient on one channel stands. */
public enum DeliveryStatus {
    QUEUED,
    SENDING,
    /** The bytes went out and no answer came. */
    UNKNOWN,
    SENT,
    DELIVERED,
    READ,
    UNDELIVERED,
    EXPIRED,
    FAILED,
    SKIPPED;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    @JsonValue
    @Override
    public String toString() {
        return wireName;
    }

    static DeliveryStatus of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
