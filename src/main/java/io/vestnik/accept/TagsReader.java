package io.vestnik.accept;

import io.vestnik.form.Faults;
import io.vestnik.form.Fields;
import java.util.LinkedHashMap;
import java.util.Map;

/** The sender's own marks on a message. */
public final class TagsReader {

    private static final int MOST = 20;
    private static final int LONGEST = 100;

    private TagsReader() {}

    static Map<String, String> read(Fields message, Faults faults) {
        return read(message, "tags", faults);
    }

    /** Names to values; empty: there are none. */
    public static Map<String, String> read(Fields parent, String field, Faults faults) {
        Map<String, String> tags = new LinkedHashMap<>();
        Fields fields = parent.object(field);
        if (fields == null) {
            return tags;
        }
        int[] count = {0};
        fields.others((name, node) -> {
            count[0]++;
            if (name.isEmpty() || name.length() > LONGEST) {
                faults.malformed(fields.pointer(name), "a tag's name must have 1 to " + LONGEST + " characters");
            }
            String value = fields.text(name, 0, LONGEST);
            if (value != null) {
                tags.put(name, value);
            }
        });
        if (count[0] > MOST) {
            faults.malformed(parent.pointer(field), "must have at most " + MOST + " tags");
        }
        return tags;
    }
}
