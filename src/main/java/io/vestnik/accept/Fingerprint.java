package io.vestnik.accept;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** Tells one request from another whatever its spacing, its order of names or its way of writing numbers. */
final class Fingerprint {

    private Fingerprint() {}

    /** SHA-256 of a form in which equal requests are equal bytes. */
    static byte[] of(JsonNode json) {
        StringBuilder canonical = new StringBuilder();
        write(json, canonical);
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(canonical.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM has it
        }
    }

    private static void write(JsonNode node, StringBuilder to) {
        if (node.isObject()) {
            List<String> names = new ArrayList<>();
            node.fieldNames().forEachRemaining(names::add);
            names.sort(null);
            to.append('{');
            for (String name : names) {
                write(name, to);
                write(node.get(name), to);
            }
            to.append('}');
        } else if (node.isArray()) {
            to.append('[');
            node.forEach(element -> write(element, to));
            to.append(']');
        } else if (node.isTextual()) {
            write(node.textValue(), to);
        } else if (node.isNumber()) {
            BigDecimal number = node.decimalValue();
            to.append('#').append(number.signum() == 0 ? "0" : number.stripTrailingZeros().toString()).append(';');
        } else {
            to.append(node.asText()).append(';');
        }
    }

    /** The length before the text: no text can look like structure. */
    private static void write(String text, StringBuilder to) {
        to.append('"').append(text.length()).append(':').append(text);
    }
}
