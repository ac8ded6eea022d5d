package io.vestnik.contact;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.cap.Caps;
import io.vestnik.cap.Limits;
import io.vestnik.message.MessageClass;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Preferences as the contract has them, and as they are stored: {@code {"caps": {"marketing": {"day": 1, "week": 2, "month": 4,
 * "channels": {"sms": {"week": 1}}}}, "pause": {"until": "2026-12-01T00:00:00Z", "classes": ["marketing"]}}}.
 */
public final class PreferencesForm {

    private PreferencesForm() {}

    /** What was checked before it was stored. */
    public static Preferences stored(JsonNode json) {
        Map<MessageClass, Caps> caps = new EnumMap<>(MessageClass.class);
        json.path("caps").fields().forEachRemaining(entry -> caps.put(MessageClass.of(entry.getKey()), caps(entry.getValue())));
        String until = json.at("/pause/until").textValue();
        Set<MessageClass> classes = new HashSet<>();
        json.at("/pause/classes").forEach(name -> classes.add(MessageClass.of(name.textValue())));
        return new Preferences(
                caps, until == null ? null : Instant.parse(until), classes.isEmpty() ? Preferences.PAUSED : classes);
    }

    private static Caps caps(JsonNode json) {
        Map<String, Limits> channels = new HashMap<>();
        json.path("channels").fields().forEachRemaining(entry -> channels.put(entry.getKey(), limits(entry.getValue())));
        Limits all = limits(json);
        return new Caps(all.day(), all.week(), all.month(), channels);
    }

    private static Limits limits(JsonNode json) {
        return new Limits(number(json, "day"), number(json, "week"), number(json, "month"));
    }

    private static Integer number(JsonNode json, String name) {
        return json.hasNonNull(name) ? json.get(name).intValue() : null;
    }
}
