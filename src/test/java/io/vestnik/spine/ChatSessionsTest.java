package io.vestnik.spine;

import static io.vestnik.harness.Customer.each;
import static io.vestnik.harness.Customer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Customer;
import io.vestnik.harness.Hub;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A contact's chats, as its account attaches and detaches them. */
class ChatSessionsTest {

    private static Customer demo;

    @BeforeAll
    static void connect() {
        demo = Customer.demo(Hub.sandbox());
    }

    @Test
    void aChatIsAttachedToAConversationAndDetached() {
        Customer.answer(put("/api/v1/contacts/desk-1", "{'phone': '+79168410101'}"), 201);
        assertThat(demo.read("/api/v1/contacts/desk-1/sessions").get("sessions")).isEmpty();

        JsonNode attached = Customer.answer(
                put("/api/v1/contacts/desk-1/sessions/chat", "{'address': 'anna-101', 'conversation': {'conversation': 17}}"), 200);

        assertThat(attached.get("conversation").get("conversation").asInt()).isEqualTo(17);
        assertThat(attached.get("writable").asBoolean()).isTrue();
        assertThat(demo.read("/api/v1/contacts/desk-1/sessions").get("sessions").get(0)).isEqualTo(attached);
        assertThat(demo.read("/api/v1/contacts/desk-1").get("chat").asText()).isEqualTo("anna-101");
        JsonNode sent = demo.outcome("{'to': {'contact': 'desk-1'}, 'text': 'Hello', 'channels': [{'channel': 'chat'}]}");
        assertThat(sent.get("status").asText()).isEqualTo("delivered");
        assertThat(demo.sandboxed("anna-101")).containsExactly("Hello");

        assertThat(demo.delete("/api/v1/contacts/desk-1/sessions/chat").statusCode()).isEqualTo(204);
        assertThat(demo.delete("/api/v1/contacts/desk-1/sessions/chat").statusCode()).isEqualTo(404);
        assertThat(demo.read("/api/v1/contacts/desk-1/sessions").get("sessions")).isEmpty();
    }

    @Test
    void anErasedPersonsChatsAreGone() {
        put("/api/v1/contacts/desk-2", "{'phone': '+79168410102'}");
        put("/api/v1/contacts/desk-2/sessions/chat", "{'address': 'anna-102', 'conversation': {'conversation': 18}}");
        JsonNode act = Customer.answer(demo.delete("/api/v1/contacts/desk-2"), 200);
        assertThat(act.get("counts").get("session").asInt()).isEqualTo(1);
        assertThat(demo.get("/api/v1/contacts/desk-2/sessions").statusCode()).isEqualTo(404);
    }

    @Test
    void whatCanNotBeAttachedIsRefusedByFieldAndRule() {
        put("/api/v1/contacts/desk-3", "{'phone': '+79168410103'}");
        assertThat(pointers(put("/api/v1/contacts/desk-3/sessions/chat", "{'conversation': {}}"), 422)).isEqualTo("/address");
        assertThat(pointers(put("/api/v1/contacts/desk-3/sessions/chat", "{'address': 'a', 'conversation': 17}"), 400)).isEqualTo("/conversation");
        assertThat(pointers(put("/api/v1/contacts/desk-3/sessions/chat", "{'address': 'a'}"), 400)).isEqualTo("/conversation");
        assertThat(put("/api/v1/contacts/nobody-3/sessions/chat", "{'address': 'a', 'conversation': {}}").statusCode()).isEqualTo(404);
    }

    @Test
    void aLinkNeedsABotToLeadTo() {
        put("/api/v1/contacts/desk-4", "{'phone': '+79168410104'}");
        assertThat(pointers(demo.post("/api/v1/contacts/desk-4/links", "{'channel': 'chat'}"), 422)).isEqualTo("/channel");
        assertThat(pointers(demo.post("/api/v1/contacts/desk-4/links", "{}"), 400)).isEqualTo("/channel");
        assertThat(demo.post("/api/v1/contacts/nobody-4/links", "{'channel': 'chat'}").statusCode()).isEqualTo(404);
    }

    private static String pointers(HttpResponse<String> refused, int status) {
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
        return String.join(" ", each(Hub.json(refused).get("errors"), "pointer"));
    }

    private static HttpResponse<String> put(String path, String body) {
        return Hub.send(Hub.sandbox().request(path, "Authorization", "Bearer demo-key", "Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json(body))));
    }
}
