package io.vestnik.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A row of JSON: a message as REST has it, and beside its fields the row's key. */
final class KeyedJson {

    private KeyedJson() {}

    static SourceRow row(long number, JsonNode json, int size) {
        JsonNode key = json instanceof ObjectNode row ? row.remove("key") : null;
        if (key != null && !key.isTextual()) {
            return SourceRow.wrong(number, "/key must be a string");
        }
        return new SourceRow(number, json, key == null ? null : key.textValue(), null, size);
    }
}
