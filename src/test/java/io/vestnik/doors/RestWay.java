package io.vestnik.doors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vestnik.harness.Hub;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** One POST a message. */
record RestWay(Hub hub) implements Way {

    @Override
    public List<Answer> send(List<Request> requests) {
        return requests.stream().map(this::send).toList();
    }

    private Answer send(Request request) {
        String[] key = request.key() == null ? new String[0] : new String[] {"Idempotency-Key", request.key()};
        HttpResponse<String> response = hub.post("/api/v1/messages", json(request).toString(), key);
        JsonNode body = Hub.json(response);
        if (response.statusCode() == 202) {
            return Answer.accepted(body.get("id").asText());
        }
        List<String> errors = new ArrayList<>();
        body.get("errors").forEach(error -> errors.add(error.get("pointer").asText() + " " + error.get("detail").asText()));
        return Answer.refused(errors);
    }

    /** A message as the contract has it. */
    static ObjectNode json(Request request) {
        ObjectNode json = Hub.JSON.createObjectNode();
        json.putObject("to").put("phone", request.phone());
        json.put("text", request.text());
        if (request.messageClass() != null) {
            json.put("class", request.messageClass());
        }
        if (request.sender() != null) {
            json.put("sender", request.sender());
        }
        if (request.sendAt() != null) {
            json.put("sendAt", request.sendAt().toString());
        }
        if (request.validFor() != null) {
            json.put("validFor", request.validFor().toString());
        }
        return json;
    }
}
