package io.vestnik.channel;

import java.util.Locale;

/** What a provider's refusal means for what comes next; decided once, at the edge, from the provider's code. */
public enum FailureKind {
    /** Try again later: it costs an attempt. */
    TRANSIENT,
    /** The provider is too busy for us: it slows down, the message waits and loses no attempt. */
    THROTTLED,
    /** This channel will never take this message: the cascade goes on. */
    CHANNEL,
    /** This address is dead on this channel: the cascade goes on. */
    RECIPIENT,
    /** Our credentials or contract: the provider's circuit opens, an operator is told, the message waits. */
    CONFIGURATION;

    /** As routes, settings and metrics write it. */
    @Override
    public String toString() {
        return this == CHANNEL ? "permanent" : name().toLowerCase(Locale.ROOT);
    }
}
