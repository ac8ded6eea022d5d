package io.vestnik.channel.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vestnik.settings.ProviderSettings;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A call of a provider's webhook as its description sees it: what jq reads, and the names of its templates. */
final class WebhookCall {

    private final ProviderSettings settings;
    private final String url;
    private final String path;
    private final Map<String, String> query;
    private final Map<String, String> headers;
    private final byte[] raw;
    private final JsonNode body;
    private final Map<String, String> form; // null: it is none

    /**
     * @param url in full, as the provider called it
     * @param path what follows the provider's name in it, without a slash before it; empty: nothing
     * @param headers by lower-case name
     */
    WebhookCall(
            ProviderSettings settings, String url, String path, Map<String, String> query, Map<String, String> headers, byte[] raw) {
        this.settings = settings;
        this.url = url;
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.raw = raw;
        boolean isForm = Body.isForm(headers.get("content-type"));
        this.form = isForm ? Body.form(new String(raw, StandardCharsets.UTF_8)) : null;
        this.body = isForm ? object(form) : Body.read(raw, null); // what is verified as a form is read as that form
    }

    JsonNode body() {
        return body;
    }

    Map<String, JsonNode> variables() {
        return Map.of("query", object(query), "headers", object(headers), "provider", MessageView.provider(settings));
    }

    /** As bytes; null: nothing has it. */
    Function<String, byte[]> names() {
        return name -> {
            if (name.equals("body")) {
                return raw;
            }
            String value = value(name);
            return value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        };
    }

    private String value(String name) {
        switch (name) {
            case "url":
                return url;
            case "path":
                return path;
            case "form-sorted":
                return form == null ? null : form.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(field -> field.getKey() + field.getValue())
                        .collect(Collectors.joining());
            default:
        }
        int dot = name.indexOf('.');
        String rest = name.substring(dot + 1);
        return switch (dot < 0 ? "" : name.substring(0, dot)) {
            case "header" -> headers.get(rest.toLowerCase(Locale.ROOT));
            case "query" -> query.get(rest);
            case "form" -> form == null ? null : form.get(rest);
            case "json" -> body.path(rest).isValueNode() && !body.path(rest).isNull() ? body.path(rest).asText() : null;
            default -> MessageView.setting(settings, name);
        };
    }

    private static ObjectNode object(Map<String, String> texts) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        texts.forEach(object::put);
        return object;
    }
}
