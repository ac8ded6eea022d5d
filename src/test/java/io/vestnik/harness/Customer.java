package io.vestnik.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A program of one account that uses a hub by REST. The JSON it sends may be written with single quotes. */
public record Customer(Hub hub, String apiKey) {

    /** The sandbox account. */
    public static Customer demo(Hub hub) {
        return new Customer(hub, "demo-key");
    }

    public HttpResponse<String> get(String path) {
        return hub.get(path, headers());
    }

    public HttpResponse<String> delete(String path) {
        return hub.delete(path, headers());
    }

    public HttpResponse<String> post(String path, String body, String... headers) {
        return hub.post(path, json(body), headers(headers));
    }

    /** What a path answers with 200. */
    public JsonNode read(String path) {
        return answer(get(path), 200);
    }

    /** Sends a message that must be accepted; answers its id. */
    public String send(String message, String... headers) {
        return answer(post("/api/v1/messages", message, headers), 202).get("id").asText();
    }

    public JsonNode message(String id) {
        return read("/api/v1/messages/" + id);
    }

    /** Waits until the message is in a final state; answers it. */
    public JsonNode ended(String id) {
        return hub.ended(id, headers());
    }

    /** Sends it and waits for its end. */
    public JsonNode outcome(String message) {
        return ended(send(message));
    }

    /** The texts that the sandbox carrier took for an address, the newest first. */
    public List<String> sandboxed(String to) {
        List<String> texts = new ArrayList<>();
        read("/api/v1/sandbox/messages?limit=500").get("messages").forEach(message -> {
            if (message.get("to").asText().equals(to)) {
                texts.add(message.get("text").asText());
            }
        });
        return texts;
    }

    public void consent(String to, String rest) {
        answer(post("/api/v1/consents", "{'to': " + to + ", 'method': 'web-form', " + rest + "}"), 201);
    }

    public static JsonNode answer(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return Hub.json(response);
    }

    public static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }

    /** One field of each element, null as "null". */
    public static List<String> each(JsonNode array, String field) {
        List<String> values = new ArrayList<>();
        array.forEach(element -> values.add(element.get(field).asText()));
        return values;
    }

    private String[] headers(String... more) {
        List<String> headers = new ArrayList<>(List.of("Authorization", "Bearer " + apiKey));
        headers.addAll(Arrays.asList(more));
        return headers.toArray(String[]::new);
    }
}
