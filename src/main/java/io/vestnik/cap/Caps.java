package io.vestnik.cap;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of one class: over all channels together, and of single channels.
 *
 * @param channels by name; what a channel has here holds beside the limits over all
 */
public record Caps(Integer day, Integer week, Integer month, @DefaultValue Map<String, Limits> channels) {

    public static final Caps NONE = new Caps(null, null, null, Map.of());

    public Caps {
        new Limits(day, week, month); // checks them
        channels = Map.copyOf(channels);
    }

    /** Messages over all channels, each counted once. */
    public Limits all() {
        return new Limits(day, week, month);
    }

    public Limits on(String channel) {
        return channels.getOrDefault(channel, Limits.NONE);
    }

    public boolean areNone() {
        return all().areNone() && channels.values().stream().allMatch(Limits::areNone);
    }

    /** Both hold: of each pair the lower one. */
    public Caps and(Caps other) {
        Limits both = all().and(other.all());
        Map<String, Limits> each = new HashMap<>(channels);
        other.channels.forEach((channel, limits) -> each.merge(channel, limits, Limits::and));
        return new Caps(both.day(), both.week(), both.month(), each);
    }
}
