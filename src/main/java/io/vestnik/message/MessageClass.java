package io.vestnik.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** Why a message is sent: decides its priority, its consent rule and its default validity. */
public enum MessageClass {
    AUTHORIZATION(9, Duration.ofMinutes(10)),
    TRANSACTIONAL(7, Duration.ofHours(24)),
    SERVICE(4, Duration.ofHours(24)),
    MARKETING(1, Duration.ofHours(24));

    private final int priority;
    private final Duration validity;
    private final String wireName = name().toLowerCase(Locale.ROOT);

    MessageClass(int priority, Duration validity) {
        this.priority = priority;
        this.validity = validity;
    }

    /** JMS priority, 0 to 9. */
    public int priority() {
        return priority;
    }

    /** How long a message may wait to be sent when its sender does not say. */
    public Duration validity() {
        return validity;
    }

    /** Order in which the clock fills the queues: 0 goes first. */
    public int rank() {
        return ordinal();
    }

    /** The name in every interface: lower case. */
    @JsonValue
    @Override
    public String toString() {
        return wireName;
    }

    /** @throws IllegalArgumentException when there is no such class */
    @JsonCreator
    public static MessageClass of(String wireName) {
        return Arrays.stream(values())
                .filter(c -> c.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "must be one of authorization, transactional, service, marketing"));
    }
}
