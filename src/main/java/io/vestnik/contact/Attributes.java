package io.vestnik.contact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vestnik.form.Faults;
import io.vestnik.form.Fields;
import java.nio.charset.StandardCharsets;

/** What an account keeps of a person beside what the hub understands. */
final class Attributes {

    private static final int LARGEST = 16_384;
    private static final int DEEPEST = 5;
    private static final int DIGITS = 300; // a short number in text is a long one in the database

    private Attributes() {}

    static ObjectNode read(Fields contact, Faults faults) {
        JsonNode given = contact.any("attributes");
        if (given instanceof ObjectNode attributes) {
            if (attributes.toString().getBytes(StandardCharsets.UTF_8).length > LARGEST) {
                faults.malformed("/attributes", "must have at most " + LARGEST + " bytes as JSON");
            }
            if (depth(attributes) > DEEPEST) {
                faults.malformed("/attributes", "must be at most " + DEEPEST + " levels deep");
            }
            if (hasHugeNumber(attributes)) {
                faults.malformed("/attributes", "must have numbers of at most " + DIGITS + " digits");
            }
            return attributes;
        }
        if (given != null) {
            faults.malformed("/attributes", "must be an object");
        }
        return JsonNodeFactory.instance.objectNode();
    }

    private static int depth(JsonNode node) {
        int deepest = 0;
        for (JsonNode child : node) {
            deepest = Math.max(deepest, depth(child));
        }
        return node.isContainerNode() ? deepest + 1 : 0;
    }

    private static boolean hasHugeNumber(JsonNode node) {
        if (node.isNumber()) {
            var number = node.decimalValue();
            return Math.abs((long) number.scale()) + number.precision() > DIGITS;
        }
        for (JsonNode child : node) {
            if (hasHugeNumber(child)) {
                return true;
            }
        }
        return false;
    }
}
