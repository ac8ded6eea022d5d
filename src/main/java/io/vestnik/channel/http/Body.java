package io.vestnik.channel.http;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What stands in a body, whoever sent it. */
final class Body {

    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    static {
        JSON.getFactory().setStreamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(200).maxNumberLength(100).build());
    }

    private Body() {}

    /**
     * An object or array of JSON whatever it is called; a form as an object; else {@code {"text": …}}.
     *
     * @param body null: none
     * @param contentType null: not told
     */
    static JsonNode read(byte[] body, String contentType) {
        byte[] bytes = body == null ? new byte[0] : body;
        try {
            JsonNode json = JSON.readTree(bytes);
            if (json.isContainerNode()) {
                return json;
            }
        } catch (IOException e) {
            // something else than JSON
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        ObjectNode read = JsonNodeFactory.instance.objectNode();
        if (isForm(contentType)) {
            form(text).forEach(read::put);
        } else {
            read.put("text", text);
        }
        return read;
    }

    static boolean isForm(String contentType) {
        return contentType != null && contentType.regionMatches(true, 0, "application/x-www-form-urlencoded", 0, 33);
    }

    /** Of fields with one name the last one. Empty: it can't be read. */
    static Map<String, String> form(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        try {
            for (String field : text.strip().split("&")) {
                String[] pair = field.split("=", 2);
                if (!pair[0].isEmpty()) {
                    fields.put(decode(pair[0]), pair.length < 2 ? "" : decode(pair[1]));
                }
            }
        } catch (IllegalArgumentException e) { // a % with something else behind it
            return Map.of();
        }
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
