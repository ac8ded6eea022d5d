package io.vestnik.channel.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** A compiled jq expression. */
final class Jq {

    private static final Scope BUILT_IN = builtIn();

    /** Without their numbers of arguments. */
    private static final Set<String> FUNCTIONS = BUILT_IN.getLocalFunctions().keySet().stream()
            .map(name -> name.replaceAll("/.*", ""))
            .collect(Collectors.toUnmodifiableSet());

    /** Which jackson-jq lacks of those of jq 1.6 that descriptions want. */
    private static final String IN = "def IN(s): any(s == .; .); ";

    private final String text;
    private final JsonQuery query;

    private Jq(String text, JsonQuery query) {
        this.text = text;
        this.query = query;
    }

    /**
     * @param text jq, or a plain path as JSONPath has it (RFC 9535): {@code $.messages[0].id}
     * @throws IllegalArgumentException with the rule
     */
    static Jq compile(String text) {
        String jq = text.strip();
        if (jq.equals("$") || jq.startsWith("$.") || jq.startsWith("$[")) {
            jq = jq.matches("\\$\\..*") ? jq.substring(1) : "." + jq.substring(1);
        }
        Set<String> called = JqNames.called(jq);
        for (String function : called) {
            if (!function.equals("IN") && !FUNCTIONS.contains(function)) {
                throw new IllegalArgumentException("calls " + function + ", which this jq has not");
            }
        }
        try {
            return new Jq(text, JsonQuery.compile(called.contains("IN") ? IN + jq : jq, Versions.JQ_1_6));
        } catch (JsonQueryException | RuntimeException | Error e) { // its lexer throws an Error
            if (e instanceof VirtualMachineError fatal) {
                throw fatal;
            }
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new IllegalArgumentException("is no jq: " + reason);
        }
    }

    /** What it gives, in order. */
    List<JsonNode> all(JsonNode input, Map<String, JsonNode> variables) throws JsonQueryException {
        List<JsonNode> found = new ArrayList<>();
        each(input, variables, found::add);
        return found;
    }

    /** What it gives, in order, up to where it fails. */
    void each(JsonNode input, Map<String, JsonNode> variables, Consumer<JsonNode> found) throws JsonQueryException {
        Scope scope = Scope.newChildScope(BUILT_IN);
        variables.forEach(scope::setValue);
        query.apply(scope, input, found::accept);
    }

    /** The first that it gives; JSON's null: none. */
    JsonNode first(JsonNode input, Map<String, JsonNode> variables) throws JsonQueryException {
        List<JsonNode> found = all(input, variables);
        return found.isEmpty() ? NullNode.getInstance() : found.get(0);
    }

    /** As jq has it: all but false and null. */
    static boolean isTrue(JsonNode value) {
        return !value.isNull() && !(value.isBoolean() && !value.booleanValue());
    }

    /** Whether it has the word in it. */
    boolean mentions(String word) {
        return text.contains(word);
    }

    private static Scope builtIn() {
        Scope scope = Scope.newEmptyScope();
        BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_6, scope);
        return scope;
    }
}
