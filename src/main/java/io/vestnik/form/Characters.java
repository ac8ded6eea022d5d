package io.vestnik.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;

/** Refuses what is no text for a database or a phone: U+0000 and lone surrogates, in values and in names. */
public final class Characters {

    private static final String RULE = "must be Unicode text without U+0000 and without lone surrogates";

    private Characters() {}

    public static void check(JsonNode node, String pointer, Faults faults) {
        if (!isClean(node)) {
            find(node, pointer, faults);
        }
    }

    /** Asked first: pointers are dear, and hardly ever needed. */
    private static boolean isClean(JsonNode node) {
        if (node.isTextual()) {
            return isText(node.textValue());
        }
        for (JsonNode child : node) {
            if (!isClean(child)) {
                return false;
            }
        }
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            if (!isText(names.next())) {
                return false;
            }
        }
        return true;
    }

    private static void find(JsonNode node, String pointer, Faults faults) {
        if (node.isTextual()) {
            if (!isText(node.textValue())) {
                faults.malformed(pointer, RULE);
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                find(node.get(i), pointer + "/" + i, faults);
            }
        } else if (node.isObject()) {
            node.fields().forEachRemaining(field -> {
                if (isText(field.getKey())) {
                    find(field.getValue(), Pointers.child(pointer, field.getKey()), faults);
                } else {
                    faults.malformed(pointer, "every name in it " + RULE);
                }
            });
        }
    }

    static boolean isText(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1));
            if (pair) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
