package io.vestnik.registry;

import io.vestnik.cap.Caps;
import io.vestnik.cap.Limits;
import io.vestnik.form.Faults;
import io.vestnik.form.Fields;
import io.vestnik.message.MessageClass;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** How often an account lets a recipient be written to: schema {@code AccountCaps}. */
final class CapsForm {

    private static final int MOST = 1_000_000;
    private static final int MOST_CHANNELS = 20;

    private CapsForm() {}

    static Map<MessageClass, Caps> read(Fields account, Faults faults) {
        Map<MessageClass, Caps> caps = new EnumMap<>(MessageClass.class);
        Fields fields = account.object("caps");
        if (fields == null) {
            return caps;
        }
        for (MessageClass messageClass : MessageClass.values()) {
            Fields limits = fields.object(messageClass.toString());
            if (limits != null && messageClass == MessageClass.AUTHORIZATION) {
                faults.unprocessable(fields.pointer(messageClass.toString()), "a code is never held back");
            } else if (limits != null) {
                caps.put(messageClass, caps(limits, limits.pointer("channels"), faults));
            }
        }
        fields.refuseOthers();
        return caps;
    }

    private static Caps caps(Fields fields, String pointer, Faults faults) {
        Map<String, Limits> channels = new HashMap<>();
        Fields each = fields.object("channels");
        if (each != null) {
            each.others((name, value) -> channels.put(name, limits(Fields.of(value, each.pointer(name), faults))));
        }
        if (channels.size() > MOST_CHANNELS) {
            faults.malformed(pointer, "must have at most " + MOST_CHANNELS + " channels");
        }
        Limits all = limits(fields);
        return new Caps(all.day(), all.week(), all.month(), channels);
    }

    private static Limits limits(Fields fields) {
        Limits limits =
                new Limits(fields.number("day", 0, MOST), fields.number("week", 0, MOST), fields.number("month", 0, MOST));
        fields.refuseOthers();
        return limits;
    }
}
