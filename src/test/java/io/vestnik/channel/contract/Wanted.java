package io.vestnik.channel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vestnik.harness.FakeRequest;
import io.vestnik.harness.Hub;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The request that a message makes.
 *
 * @param path percent-encoded
 * @param query all of it
 * @param headers those that matter
 * @param json the whole body; null: none
 * @param form the whole body; null: none
 */
public record Wanted(
        String method, String path, Map<String, String> query, Map<String, String> headers, String json, Map<String, String> form) {

    /** In place of a value that only must be there. */
    public static final String ANY = "<any>";

    public static Wanted get(String path) {
        return new Wanted("GET", path, Map.of(), Map.of(), null, null);
    }

    public static Wanted post(String path) {
        return new Wanted("POST", path, Map.of(), Map.of(), null, null);
    }

    public Wanted header(String name, String value) {
        return new Wanted(method, path, query, with(headers, name, value), json, form);
    }

    public Wanted query(String name, String value) {
        return new Wanted(method, path, with(query, name, value), headers, json, form);
    }

    public Wanted json(String body) {
        return new Wanted(method, path, query, headers, body, null);
    }

    public Wanted form(Map<String, String> fields) {
        return new Wanted(method, path, query, headers, null, fields);
    }

    void isMetBy(FakeRequest request) throws JsonProcessingException {
        assertThat(request.method() + " " + request.path()).isEqualTo(method + " " + path);
        assertThat(request.query()).as("query").isEqualTo(query);
        headers.forEach((name, value) ->
                assertThat(request.headers().get(name.toLowerCase(Locale.ROOT))).as("header %s", name).isEqualTo(value));
        if (json != null) {
            assertThat(request.headers().get("content-type")).startsWith("application/json");
            assertThat(request.json()).as("body").isEqualTo(matched(Hub.JSON.readTree(json), request.json()));
        } else if (form != null) {
            assertThat(request.headers().get("content-type")).startsWith("application/x-www-form-urlencoded");
            Map<String, String> fields = new LinkedHashMap<>(form);
            fields.replaceAll((name, value) -> value.equals(ANY) ? request.form().get(name) : value);
            assertThat(request.form()).as("form").isEqualTo(fields);
        } else {
            assertThat(request.body()).as("body").isEmpty();
        }
    }

    /** What must only be there is as it is, wherever it stands. */
    private static JsonNode matched(JsonNode wanted, JsonNode found) {
        if (wanted.asText().equals(ANY) && !found.isMissingNode()) {
            return found;
        }
        if (wanted instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(matched(field.getValue(), found.path(field.getKey()))));
        } else if (wanted instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, matched(array.get(i), found.path(i)));
            }
        }
        return wanted;
    }

    private static Map<String, String> with(Map<String, String> map, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(map);
        more.put(name, value);
        return more;
    }
}
