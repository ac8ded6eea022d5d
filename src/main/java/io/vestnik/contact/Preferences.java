package io.vestnik.contact;

import io.vestnik.cap.Caps;
import io.vestnik.message.MessageClass;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a person wishes, beyond consent. But for the order of channels it only ever narrows what the account may do.
 *
 * @param caps by class; beside the account's
 * @param pauses nothing of a class before
 * @param channels rather by these, the first before all; empty: it does not say
 */
public record Preferences(Map<MessageClass, Caps> caps, Map<MessageClass, Instant> pauses, List<String> channels) {

    public static final Preferences NONE = new Preferences(Map.of(), Map.of(), List.of());
    public static final Set<MessageClass> PAUSED = Set.of(MessageClass.MARKETING, MessageClass.SERVICE);

    /** @param pausedUntil nothing of {@code pausedClasses} before; null: no pause */
    public Preferences(Map<MessageClass, Caps> caps, Instant pausedUntil, Set<MessageClass> pausedClasses) {
        this(caps, pausedUntil == null ? Map.of() : pausedClasses.stream().collect(Collectors.toMap(each -> each, each -> pausedUntil)));
    }

    public Preferences(Map<MessageClass, Caps> caps, Map<MessageClass, Instant> pauses) {
        this(caps, pauses, List.of());
    }

    Preferences preferring(List<String> names) {
        return new Preferences(caps, pauses, List.copyOf(names));
    }

    public Caps capsOf(MessageClass messageClass) {
        return caps.getOrDefault(messageClass, Caps.NONE);
    }

    /** Null: it does not hold this class now. */
    public Instant pausedUntil(MessageClass messageClass, Instant now) {
        Instant until = pauses.get(messageClass);
        return until != null && until.isAfter(now) ? until : null;
    }

    /** Without the pauses that have ended. */
    Preferences at(Instant now) {
        Map<MessageClass, Instant> standing = new EnumMap<>(MessageClass.class);
        standing.putAll(pauses);
        standing.values().removeIf(until -> !until.isAfter(now));
        return new Preferences(caps, standing, channels);
    }

    /** Of one person twice: the stricter holds; of channels, what this one says. */
    public Preferences and(Preferences other) {
        Map<MessageClass, Caps> both = new EnumMap<>(MessageClass.class);
        both.putAll(caps);
        other.caps.forEach((messageClass, limits) -> both.merge(messageClass, limits, Caps::and));
        Map<MessageClass, Instant> later = new EnumMap<>(MessageClass.class);
        later.putAll(pauses);
        other.pauses.forEach((messageClass, until) -> later.merge(messageClass, until, (a, b) -> a.isAfter(b) ? a : b));
        return new Preferences(both, later, channels.isEmpty() ? other.channels : channels);
    }
}
