package io.vestnik.channel.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** A chat is made at the provider's, request by request, before the first message goes into it. */
final class Opening {

    /** @param keep what is kept of its answer: an object */
    record Step(Jq keep, RequestSpec request) {}

    private final Deque<Step> left;
    private final ObjectNode kept = JsonNodeFactory.instance.objectNode();

    /** @param steps empty: there is nothing to make */
    Opening(List<Step> steps) {
        this.left = new ArrayDeque<>(steps);
    }

    /** Nothing, or nothing more, is to be asked. */
    boolean isDone() {
        return left.isEmpty();
    }

    /** Of all answers so far. */
    ObjectNode kept() {
        return kept;
    }

    /** The next one that is for this message; null: it is done. */
    RequestSpec next(ObjectNode view) throws JsonQueryException {
        while (!left.isEmpty() && !left.element().request().fits(view)) {
            left.remove();
        }
        return left.isEmpty() ? null : left.element().request();
    }

    /** False: this is not the answer that was hoped for. @param view of the message that waits */
    boolean take(int status, JsonNode body, ObjectNode view) {
        JsonNode found = status >= 200 && status < 300 ? found(status, body, view) : null;
        if (found == null || !found.isObject()) {
            return false;
        }
        found.properties().stream().filter(field -> !field.getValue().isNull()).forEach(field -> kept.set(field.getKey(), field.getValue()));
        left.remove();
        return true;
    }

    /** Null: what can't be asked of this body is not there. */
    private JsonNode found(int status, JsonNode body, ObjectNode view) {
        try {
            return left.element().keep().first(body, Map.of("status", IntNode.valueOf(status), "message", view));
        } catch (JsonQueryException e) {
            return null;
        }
    }
}
