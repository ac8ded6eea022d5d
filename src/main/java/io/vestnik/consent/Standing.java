package io.vestnik.consent;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vestnik.message.MessageClass;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a person's entries come to: of each address, class and channel (or all of them) the latest word counts, and one withdrawal
 * among them is enough. The same in SQL, for the gate and the claim: {@code consent_word}.
 */
public final class Standing {

    /**
     * @param decidedBy null: nothing was said
     */
    public record Word(
            @JsonProperty("class") MessageClass messageClass, String channel, State state, Entry decidedBy) {}

    private record Scope(String address, MessageClass messageClass, String channel) {}

    private static final Comparator<Entry> LATER =
            Comparator.<Entry, Instant>comparing(entry -> entry.consent().at()).thenComparing(entry -> entry.consent().id());

    private final Map<Scope, Entry> latest = new HashMap<>();

    /** Of one person's entries, in any order. */
    public static Standing of(Collection<Entry> entries) {
        Standing standing = new Standing();
        entries.forEach(standing::add);
        return standing;
    }

    void add(Entry entry) {
        Scope scope = new Scope(entry.key(), entry.consent().messageClass(), entry.consent().channel());
        latest.merge(scope, entry, (one, other) -> LATER.compare(one, other) > 0 ? one : other);
    }

    public Word word(MessageClass messageClass, String channel) {
        Optional<Entry> decides = latest.entrySet().stream()
                .filter(entry -> entry.getKey().messageClass() == messageClass
                        && (entry.getKey().channel() == null || entry.getKey().channel().equals(channel)))
                .map(Map.Entry::getValue)
                .max(Comparator.<Entry, Boolean>comparing(entry -> !entry.consent().granted()).thenComparing(LATER));
        State state = decides.map(entry -> entry.consent().granted() ? State.GRANTED : State.WITHDRAWN).orElse(State.NONE);
        return new Word(messageClass, channel, state, decides.orElse(null));
    }

    /** Whether this was the latest word for all channels at once; empty: nothing was said so. */
    Optional<Boolean> everywhere(String address, MessageClass messageClass) {
        return Optional.ofNullable(latest.get(new Scope(address, messageClass, null))).map(entry -> entry.consent().granted());
    }

    /** When the latest of all words was said; null: nothing was said. */
    Instant lastAt() {
        return latest.values().stream().map(entry -> entry.consent().at()).max(Comparator.naturalOrder()).orElse(null);
    }
}
