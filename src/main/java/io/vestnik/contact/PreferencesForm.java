package io.vestnik.contact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vestnik.cap.Caps;
import io.vestnik.cap.Limits;
import io.vestnik.message.MessageClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Preferences as the contract has them: {@code {"caps": {"marketing": {"day": 1, "week": 2, "month": 4,
 * "channels": {"sms": {"week": 1}}}}, "pause": {"until": "2026-12-01T00:00:00Z", "classes": ["marketing"]},
 * "channels": ["telegram", "sms"]}}.
 * So they are stored too; but where one person's pauses end at several times, by class: {@code {"pauses": {"marketing":
 * "2026-12-01T00:00:00Z"}}}.
 */
public final class PreferencesForm {

    private PreferencesForm() {}

    /** What was checked before it was stored. */
    public static Preferences stored(JsonNode json) {
        List<String> channels = new ArrayList<>();
        json.path("channels").forEach(name -> channels.add(name.textValue()));
        Map<MessageClass, Caps> caps = new EnumMap<>(MessageClass.class);
        json.path("caps").fields().forEachRemaining(entry -> caps.put(MessageClass.of(entry.getKey()), caps(entry.getValue())));
        String until = json.at("/pause/until").textValue();
        if (until == null) {
            Map<MessageClass, Instant> pauses = new EnumMap<>(MessageClass.class);
            json.path("pauses").fields().forEachRemaining(
                    entry -> pauses.put(MessageClass.of(entry.getKey()), Instant.parse(entry.getValue().textValue())));
            return new Preferences(caps, pauses, channels);
        }
        Set<MessageClass> classes = new HashSet<>();
        json.at("/pause/classes").forEach(name -> classes.add(MessageClass.of(name.textValue())));
        return new Preferences(caps, Instant.parse(until), classes.isEmpty() ? Preferences.PAUSED : classes)
                .preferring(channels);
    }

    /** As the contract has them: of pauses that end at several times the strictest, so that whoever writes it back loosens none. */
    static ObjectNode json(Preferences preferences) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        preferences.caps().forEach((messageClass, caps) -> json.withObject("/caps").set(messageClass.toString(), json(caps)));
        preferences.pauses().values().stream().max(Comparator.naturalOrder()).ifPresent(last -> {
            ObjectNode pause = json.putObject("pause").put("until", last.toString());
            preferences.pauses().keySet().stream().sorted().forEach(each -> pause.withArray("/classes").add(each.toString()));
        });
        preferences.channels().forEach(name -> json.withArray("/channels").add(name));
        return json;
    }

    static ObjectNode toStore(Preferences preferences) {
        ObjectNode json = json(preferences);
        if (Set.copyOf(preferences.pauses().values()).size() > 1) {
            json.remove("pause");
            preferences.pauses().forEach((each, until) -> json.withObject("/pauses").put(each.toString(), until.toString()));
        }
        return json;
    }

    private static ObjectNode json(Caps caps) {
        ObjectNode json = json(caps.all());
        caps.channels().forEach((channel, limits) -> json.withObject("/channels").set(channel, json(limits)));
        return json;
    }

    private static ObjectNode json(Limits limits) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        put(json, "day", limits.day());
        put(json, "week", limits.week());
        put(json, "month", limits.month());
        return json;
    }

    private static void put(ObjectNode json, String name, Integer most) {
        if (most != null) {
            json.put(name, most);
        }
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
