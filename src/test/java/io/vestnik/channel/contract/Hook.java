package io.vestnik.channel.contract;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A call of the provider's webhook.
 *
 * @param path what follows the provider's name in it: empty, or with a slash before it
 * @param query decoded
 * @param body empty: none
 */
public record Hook(String method, String path, Map<String, String> query, Map<String, String> headers, String body) {

    public static Hook json(String body) {
        return new Hook("POST", "", Map.of(), Map.of("Content-Type", "application/json"), body);
    }

    public static Hook form(String body) {
        return new Hook("POST", "", Map.of(), Map.of("Content-Type", "application/x-www-form-urlencoded"), body);
    }

    public static Hook get() {
        return new Hook("GET", "", Map.of(), Map.of(), "");
    }

    public Hook at(String path) {
        return new Hook(method, path, query, headers, body);
    }

    public Hook query(String name, String value) {
        return new Hook(method, path, with(query, name, value), headers, body);
    }

    public Hook header(String name, String value) {
        return new Hook(method, path, query, with(headers, name, value), body);
    }

    public Hook body(String other) {
        return new Hook(method, path, query, headers, other);
    }

    private static Map<String, String> with(Map<String, String> map, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(map);
        more.put(name, value);
        return more;
    }
}
