package io.vestnik.form;

import com.fasterxml.jackson.databind.JsonNode;

/** Refuses what is no text for a database or a phone: U+0000 and lone surrogates, in values and in names. */
public final class Characters {

    private static final String RULE = "must be Unicode text without U+0000 and without lone surrogates";

    private Characters() {}

    public static void check(JsonNode node, String pointer, Faults faults) {
        if (node.isTextual()) {
            if (!isText(node.textValue())) {
                faults.malformed(pointer, RULE);
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                check(node.get(i), pointer + "/" + i, faults);
            }
        } else if (node.isObject()) {
            node.fields().forEachRemaining(field -> {
                if (isText(field.getKey())) {
                    check(field.getValue(), Pointers.child(pointer, field.getKey()), faults);
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
