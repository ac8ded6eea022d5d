package io.vestnik.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a {@link FakeProvider} was asked.
 *
 * @param path as it was written: percent-encoded, without the query
 * @param query decoded
 * @param headers by lower-case names
 */
public record FakeRequest(String method, String path, Map<String, String> query, Map<String, String> headers, byte[] body) {

    static FakeRequest of(String method, String target, Map<String, String> headers, byte[] body) {
        String[] parts = target.split("\\?", 2);
        return new FakeRequest(method, parts[0], parts.length > 1 ? fields(parts[1]) : Map.of(), headers, body);
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        try {
            return Hub.JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(text(), e);
        }
    }

    /** Of a body in application/x-www-form-urlencoded. */
    public Map<String, String> form() {
        return fields(text());
    }

    private static Map<String, String> fields(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : text.isEmpty() ? new String[0] : text.split("&")) {
            String[] pair = field.split("=", 2);
            fields.put(decoded(pair[0]), pair.length > 1 ? decoded(pair[1]) : "");
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
