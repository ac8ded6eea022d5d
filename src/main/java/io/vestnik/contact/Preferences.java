package io.vestnik.contact;

import io.vestnik.cap.Caps;
import io.vestnik.message.MessageClass;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * What a person wishes, beyond consent. It only ever narrows what the account may do.
 *
 * @param caps by class; beside the account's
 * @param pausedUntil nothing of {@code pausedClasses} before; null: no pause
 * @param pausedClasses marketing and service where the person did not say; without a pause none
 */
public record Preferences(Map<MessageClass, Caps> caps, Instant pausedUntil, Set<MessageClass> pausedClasses) {

    public static final Preferences NONE = new Preferences(Map.of(), null, Set.of());
    public static final Set<MessageClass> PAUSED = Set.of(MessageClass.MARKETING, MessageClass.SERVICE);

    public Caps capsOf(MessageClass messageClass) {
        return caps.getOrDefault(messageClass, Caps.NONE);
    }

    /** Null: it does not hold this class now. */
    public Instant pausedUntil(MessageClass messageClass, Instant now) {
        return pausedUntil != null && pausedUntil.isAfter(now) && pausedClasses.contains(messageClass) ? pausedUntil : null;
    }

    /** Of one person twice: the stricter holds. */
    public Preferences and(Preferences other) {
        Map<MessageClass, Caps> both = new EnumMap<>(MessageClass.class);
        both.putAll(caps);
        other.caps.forEach((messageClass, limits) -> both.merge(messageClass, limits, Caps::and));
        Set<MessageClass> classes = new java.util.HashSet<>(pausedClasses);
        classes.addAll(other.pausedClasses);
        boolean later = pausedUntil == null || other.pausedUntil != null && other.pausedUntil.isAfter(pausedUntil);
        return new Preferences(both, later ? other.pausedUntil : pausedUntil, classes);
    }
}
