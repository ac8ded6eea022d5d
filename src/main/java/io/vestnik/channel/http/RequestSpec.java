package io.vestnik.channel.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vestnik.settings.ProviderSettings;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.apache.hc.core5.http.ContentType;

/**
 * One kind of request of a description.
 *
 * @param when null: always
 * @param basic user and password (RFC 7617); null: none
 * @param json of json, form and query at most one is there
 * @param seal null: it is not signed
 */
record RequestSpec(
        Jq when, Template url, String method, Map<String, Template> headers, Template basic, Jq json, Jq form, Jq query,
        Seal seal) {

    /** Whether it is the one for this message. */
    boolean fits(ObjectNode view) throws JsonQueryException {
        return when == null || Jq.isTrue(when.first(view, Map.of()));
    }

    /**
     * @throws IllegalArgumentException when no request can be made of this message: its message is a code
     * @throws JsonQueryException likewise
     */
    WireRequest make(ObjectNode view, UnaryOperator<String> names, ProviderSettings settings) throws JsonQueryException {
        String to = url.fillUrl(names);
        if (query != null) {
            String fields = fields(query.first(view, Map.of()));
            to += fields.isEmpty() ? "" : (to.contains("?") ? "&" : "?") + fields;
        }
        Map<String, String> filled = new LinkedHashMap<>();
        headers.forEach((name, value) -> filled.put(name, header(value.fill(names))));
        if (basic != null) {
            byte[] credentials = basic.fill(names).getBytes(StandardCharsets.UTF_8);
            filled.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
        }
        byte[] body = null;
        ContentType type = null;
        if (json != null) {
            body = json(json.first(view, Map.of()));
            type = ContentType.create("application/json");
        } else if (form != null) {
            body = fields(form.first(view, Map.of())).getBytes(StandardCharsets.US_ASCII);
            type = ContentType.create("application/x-www-form-urlencoded");
        }
        if (seal != null) {
            filled.put(seal.header(), seal.of(names, body));
        }
        return new WireRequest(settings.name(), method, URI.create(to), filled, body, type, settings.timeout());
    }

    boolean mentions(String word) {
        return templates().flatMap(template -> template.names().stream()).anyMatch(name -> name.equals(word) || name.startsWith(word + "."))
                || mentions(when, word) || mentions(json, word) || mentions(form, word) || mentions(query, word);
    }

    private Stream<Template> templates() {
        Stream<Template> sealing = seal == null ? Stream.of() : Stream.of(seal.key(), seal.over());
        return Stream.concat(Stream.concat(Stream.of(url, basic), headers.values().stream()), sealing).filter(Objects::nonNull);
    }

    private static boolean mentions(Jq jq, String word) {
        return jq != null && jq.mentions(word);
    }

    private static String header(String value) {
        if (value.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 127)) {
            throw new IllegalArgumentException("bad_header"); // what follows a line break would be a header of its own
        }
        return value;
    }

    /** An object as fields: nulls are left out, an array is one field several times, an object is JSON. */
    private static String fields(JsonNode object) {
        if (!object.isObject()) {
            throw new IllegalArgumentException("no_object");
        }
        StringJoiner fields = new StringJoiner("&");
        object.properties().forEach(field -> {
            if (field.getValue().isArray()) {
                field.getValue().forEach(value -> field(fields, field.getKey(), value));
            } else {
                field(fields, field.getKey(), field.getValue());
            }
        });
        return fields.toString();
    }

    private static void field(StringJoiner fields, String name, JsonNode value) {
        if (!value.isNull()) {
            String text = value.isValueNode() ? value.asText() : value.toString();
            fields.add(URLEncoder.encode(name, StandardCharsets.UTF_8) + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
        }
    }

    private static byte[] json(JsonNode value) {
        try {
            return Body.JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no_json", e);
        }
    }
}
