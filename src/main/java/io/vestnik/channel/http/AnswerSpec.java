package io.vestnik.channel.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/**
 * How a provider's answers are read.
 *
 * @param taken null: an HTTP status of 2xx says it
 * @param id null: it gives none
 * @param code null: it gives none
 * @param retryAfter null: the header alone says it
 * @param moved null: recipients don't move
 */
record AnswerSpec(Jq taken, Jq id, Jq code, Jq retryAfter, Jq moved, ErrorTable errors) {

    private static final int LONGEST_ID = 255;

    /**
     * @param headers by lower-case name
     * @param body null: none
     */
    Answer read(int status, Map<String, String> headers, byte[] body, Instant now) {
        JsonNode input = Body.read(body, headers.get("content-type"));
        ObjectNode told = JsonNodeFactory.instance.objectNode();
        headers.forEach(told::put);
        Map<String, JsonNode> variables = Map.of("status", IntNode.valueOf(status), "headers", told);
        boolean good = status >= 200 && status < 300;
        if (good && (taken == null || truth(taken, input, variables))) {
            String given = text(id, input, variables);
            if (id == null || given != null && given.length() <= LONGEST_ID) {
                return Answer.taken(given);
            }
            if (taken != null) {
                return Answer.failed("unknown", "HTTP " + status); // it is there, and nobody knows as what
            }
        }
        String address = text(moved, input, variables);
        if (address != null) {
            return new Answer("moved", address, "moved", null);
        }
        String http = "HTTP " + status;
        String found = text(code, input, variables);
        String kind = errors.kind(found == null ? http : found, http);
        if (kind == null) {
            kind = good ? found == null ? "unknown" : "permanent" : usual(status);
        }
        return Answer.failed(kind, found == null ? http : found, wait(input, variables, headers, now));
    }

    private Duration wait(JsonNode input, Map<String, JsonNode> variables, Map<String, String> headers, Instant now) {
        Duration asked = RetryAfter.read(text(retryAfter, input, variables), now);
        return asked == null ? RetryAfter.read(headers.get("retry-after"), now) : asked;
    }

    /** RFC 9110 section 15, as a hub must take it: what may have been done is unknown. */
    private static String usual(int status) {
        return switch (status) {
            case 401, 403 -> "configuration";
            case 408, 425, 500, 503 -> "transient";
            case 409 -> "unknown";
            case 429 -> "throttled";
            default -> status >= 400 && status < 500 ? "permanent" : "unknown";
        };
    }

    /** What can't be asked of this body is not so. */
    static boolean truth(Jq jq, JsonNode input, Map<String, JsonNode> variables) {
        try {
            return Jq.isTrue(jq.first(input, variables));
        } catch (JsonQueryException e) {
            return false;
        }
    }

    /** Null: there is none. */
    private static String text(Jq jq, JsonNode input, Map<String, JsonNode> variables) {
        try {
            JsonNode found = jq == null ? null : jq.first(input, variables);
            return found == null || !found.isValueNode() || found.isNull() || found.asText().isBlank() ? null : found.asText();
        } catch (JsonQueryException e) {
            return null;
        }
    }
}
