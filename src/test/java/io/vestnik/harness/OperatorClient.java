package io.vestnik.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** A program of an operator that runs a hub by REST. Paths are below {@code /api/v1/}; JSON may be single-quoted. */
public record OperatorClient(Hub hub, String key) {

    public HttpResponse<String> call(String method, String path, String body) {
        BodyPublisher publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(Customer.json(body));
        HttpRequest.Builder request = hub.request("/api/v1/" + path, "Authorization", "Bearer " + key);
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return Hub.send(request.method(method, publisher));
    }

    public JsonNode get(String path) {
        return Customer.answer(call("GET", path, null), 200);
    }

    public JsonNode put(String path, String body, int status) {
        return Customer.answer(call("PUT", path, body), status);
    }

    /** Without a body. */
    public JsonNode post(String path, int status) {
        return Customer.answer(call("POST", path, null), status);
    }

    public JsonNode post(String path, String body, int status) {
        return Customer.answer(call("POST", path, body), status);
    }

    public JsonNode delete(String path, int status) {
        return Customer.answer(call("DELETE", path, null), status);
    }
}
