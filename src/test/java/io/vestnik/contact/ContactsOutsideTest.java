package io.vestnik.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Hub;
import io.vestnik.harness.SoapCall;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** People over a whole hub: kept by REST, written to by their id. */
class ContactsOutsideTest {

    private static Hub hub;

    @BeforeAll
    static void start() {
        hub = Hub.sandbox();
    }

    @Test
    void aContactIsStoredReplacedAndFound() {
        JsonNode made = put("out-1", "{'phone': '8 916 000 61 01', 'email': 'out1@example.org', 'timezone': 'Asia/Omsk', 'attributes': {'n': 1.5}}", 201);
        assertThat(made.fieldNames()).toIterable().containsExactly(
                "id", "phone", "email", "locale", "timezone", "region", "attributes", "preferences", "createdAt", "updatedAt");
        assertThat(answer(hub.get("/api/v1/contacts/out-1"), 200).get("attributes")).isEqualTo(made.get("attributes"));
        assertThat(put("out-1", "{'phone': '+79160006101'}", 200).get("timezone").isNull()).isTrue();
        assertThat(answer(hub.get("/api/v1/contacts?phone=89160006101"), 200).at("/contacts/0/id").textValue()).isEqualTo("out-1");
        assertThat(answer(hub.get("/api/v1/contacts?email=out1@example.org"), 200).get("contacts")).isEmpty();
    }

    @Test
    void anAddressThatIsGivenTwiceMakesOnePerson() {
        put("out-2", "{'phone': '+79160006102', 'telegram': '6102'}", 201);
        JsonNode one = put("out-3", "{'email': 'out3@example.org', 'phone': '+79160006102'}", 201);
        assertThat(one.get("merged")).extracting(JsonNode::textValue).containsExactly("out-2");
        assertThat(answer(hub.get("/api/v1/contacts/out-2"), 200).get("id").textValue()).isEqualTo("out-3");
        assertThat(answer(hub.get("/api/v1/contacts?telegram=6102"), 200).at("/contacts/0/email").textValue()).isEqualTo("out3@example.org");
    }

    @Test
    void withoutAnIdItIsFoundByItsAddressOrNamedByTheHub() {
        JsonNode made = post("{'phone': '+79160006104'}", 201);
        JsonNode known = post("{'telegram': '6104', 'phone': '+79160006104'}", 200);
        assertThat(known.get("id")).isEqualTo(made.get("id"));
    }

    @Test
    void aMessageGoesToAContactByTheWayItHas() {
        put("out-5", "{'telegram': 'out-5'}", 201);
        String id = answer(hub.post("/api/v1/messages", quoted("{'to': {'contact': 'out-5'}, 'text': 'a'}")), 202).get("id").textValue();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> answer(hub.get("/api/v1/messages/" + id), 200).get("status").textValue().equals("delivered"));
        JsonNode message = answer(hub.get("/api/v1/messages/" + id), 200);
        assertThat(message.at("/to/contact").textValue()).isEqualTo("out-5");
        assertThat(message.at("/deliveries/0/channel").textValue()).isEqualTo("telegram");
        assertThat(message.at("/deliveries/0/address").textValue()).isEqualTo("out-5");

        put("out-6", "{'telegram': 'out-5'}", 201); // takes it in
        assertThat(answer(hub.get("/api/v1/messages?to=out-6"), 200).at("/messages/0/id").textValue()).isEqualTo(id);
        JsonNode refusal = answer(hub.post("/api/v1/messages", quoted("{'to': {'contact': 'out-404'}, 'text': 'a'}")), 422);
        assertThat(refusal.at("/errors/0/pointer").textValue()).isEqualTo("/to/contact");
    }

    @Test
    void soapNamesAContactToo() {
        put("out-7", "{'email': 'out7@example.org'}", 201);
        String answer = new SoapCall(hub, "demo", "demo").sendMessage("contact-1", "<v:to><v:contact>out-7</v:contact></v:to><v:text>a</v:text>").body();
        assertThat(answer).contains("SendMessageResponse");
        assertThat(answer(hub.get("/api/v1/messages?to=out-7"), 200).at("/messages/0/to/email").textValue()).isEqualTo("out7@example.org");
    }

    @Test
    void manyAreStoredInOneCallAndEachIsAnswered() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 450; i++) {
            lines.add(quoted("{'id': 'many-" + i + "', 'telegram': 'many-" + i / 2 * 2 + "'}"));
        }
        lines.add(7, "broken");
        for (int call = 0; call < 2; call++) {
            HttpResponse<String> answer = Hub.send(hub.request("/api/v1/contacts/batch")
                    .header("Content-Type", "application/x-ndjson")
                    .POST(BodyPublishers.ofString(String.join("\n", lines))));
            assertThat(answer.statusCode()).isEqualTo(200);
            List<String> results = answer.body().lines().toList();
            assertThat(results).hasSize(451);
            assertThat(results.get(7)).startsWith("{\"index\":7,\"errors\":");
            assertThat(results.get(450)).contains("\"index\":450,\"id\":\"many-449\"");
        }
        assertThat(answer(hub.get("/api/v1/contacts/many-0"), 200).get("id").textValue()).isEqualTo("many-1");
    }

    private static JsonNode put(String id, String json, int status) {
        return answer(
                Hub.send(hub.request("/api/v1/contacts/" + id)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(quoted(json)))),
                status);
    }

    private static JsonNode post(String json, int status) {
        return answer(hub.post("/api/v1/contacts", quoted(json)), status);
    }

    private static JsonNode answer(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return Hub.json(answer);
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }
}
