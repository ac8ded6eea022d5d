package io.vestnik.contact;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.address.Addresses;
import io.vestnik.cap.Caps;
import io.vestnik.cap.Limits;
import io.vestnik.form.Faults;
import io.vestnik.form.Fields;
import io.vestnik.message.MessageClass;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Reads what a person wishes, in the form of {@link PreferencesForm}. A code that is asked for is never held back. */
final class PreferencesReader {

    private static final int MOST = 10_000;
    private static final int MOST_CHANNELS = 20;

    private final Predicate<String> channelKnown;

    PreferencesReader(Predicate<String> channelKnown) {
        this.channelKnown = channelKnown;
    }

    /** @param clock on which a date begins */
    Preferences read(Fields contact, ZoneId clock, Faults faults) {
        Fields fields = contact.object("preferences");
        if (fields == null) {
            return Preferences.NONE;
        }
        Map<MessageClass, Caps> caps = caps(fields, faults);
        List<String> channels = preferred(fields, faults);
        Fields pause = fields.object("pause");
        fields.refuseOthers();
        if (pause == null) {
            return new Preferences(caps, Map.of(), channels);
        }
        pause.require("until");
        Instant until = until(pause, clock, faults);
        Set<MessageClass> classes = classes(pause, faults);
        pause.refuseOthers();
        return new Preferences(caps, until, classes).preferring(channels);
    }

    private Map<MessageClass, Caps> caps(Fields preferences, Faults faults) {
        Map<MessageClass, Caps> caps = new EnumMap<>(MessageClass.class);
        Fields byClass = preferences.object("caps");
        if (byClass != null) {
            byClass.others((name, value) -> {
                MessageClass messageClass = messageClass(name, byClass.pointer(name), faults);
                Fields fields = Fields.of(value, byClass.pointer(name), faults);
                Limits all = limits(fields);
                Map<String, Limits> channels = channels(fields, faults);
                fields.refuseOthers();
                if (messageClass != null) {
                    caps.put(messageClass, new Caps(all.day(), all.week(), all.month(), channels));
                }
            });
        }
        return caps;
    }

    private Map<String, Limits> channels(Fields caps, Faults faults) {
        Map<String, Limits> channels = new HashMap<>();
        Fields byName = caps.object("channels");
        if (byName != null) {
            byName.others((name, value) -> {
                if (!Addresses.CHANNEL.matcher(name).matches() || !channelKnown.test(name)) {
                    faults.unprocessable(byName.pointer(name), "is not a channel of this hub");
                }
                Fields fields = Fields.of(value, byName.pointer(name), faults);
                channels.put(name, limits(fields));
                fields.refuseOthers();
            });
        }
        return channels;
    }

    /** In the order of the wish. */
    private List<String> preferred(Fields preferences, Faults faults) {
        List<String> channels = new ArrayList<>();
        List<JsonNode> given = preferences.array("channels", 0, MOST_CHANNELS);
        for (int i = 0; given != null && i < given.size(); i++) {
            String pointer = preferences.pointer("channels") + "/" + i;
            String name = given.get(i).textValue();
            if (name == null) {
                faults.malformed(pointer, "must be a string");
            } else if (!Addresses.CHANNEL.matcher(name).matches() || !channelKnown.test(name)) {
                faults.unprocessable(pointer, "is not a channel of this hub");
            } else if (channels.contains(name)) {
                faults.malformed(pointer, "is there twice");
            } else {
                channels.add(name);
            }
        }
        return channels;
    }

    private static Limits limits(Fields fields) {
        return new Limits(fields.number("day", 0, MOST), fields.number("week", 0, MOST), fields.number("month", 0, MOST));
    }

    private static Instant until(Fields pause, ZoneId clock, Faults faults) {
        String text = pause.text("until", 1, 40);
        if (text == null) {
            return null;
        }
        Instant until = Fields.timeOf(text);
        if (until == null && text.matches("\\d{4}-\\d\\d-\\d\\d")) {
            try {
                until = LocalDate.parse(text).atStartOfDay(clock).toInstant();
            } catch (DateTimeException e) {
                // told below
            }
        }
        if (until == null || until.isBefore(Instant.EPOCH)) {
            faults.malformed(pause.pointer("until"), "must be a date, as 2026-12-01, or an RFC 3339 time with its offset, from 1970 to 9999");
        }
        return until;
    }

    private static Set<MessageClass> classes(Fields pause, Faults faults) {
        List<JsonNode> given = pause.array("classes", 1, 3);
        if (given == null) {
            return Preferences.PAUSED;
        }
        Set<MessageClass> classes = EnumSet.noneOf(MessageClass.class);
        for (int i = 0; i < given.size(); i++) {
            String pointer = pause.pointer("classes") + "/" + i;
            MessageClass messageClass = messageClass(given.get(i).asText(), pointer, faults);
            if (messageClass != null) {
                classes.add(messageClass);
            }
        }
        return classes;
    }

    private static MessageClass messageClass(String name, String pointer, Faults faults) {
        if (name.equals("authorization")) {
            faults.malformed(pointer, "authorization is never held back");
            return null;
        }
        try {
            return MessageClass.of(name);
        } catch (IllegalArgumentException e) {
            faults.malformed(pointer, e.getMessage());
            return null;
        }
    }
}
