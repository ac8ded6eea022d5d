package io.vestnik.ingress.smpp;

import static io.vestnik.harness.Customer.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Customer;
import io.vestnik.harness.Hub;
import io.vestnik.harness.NodePeer;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A client of npm, which knows nothing of us, bound to a running hub. */
class SmppPeersTest {

    private static final Hub HUB = Hub.sandbox();
    private static final Customer DEMO = Customer.demo(HUB);
    private static JsonNode result;

    @BeforeAll
    static void run() throws Exception {
        String printed = NodePeer.run("smpp-client.js", Integer.toString(HUB.smppPort()), "demo", "demo");
        result = Hub.JSON.readTree(printed);
    }

    @Test
    void bindsAsksAndUnbinds() {
        assertThat(result.get("bound").asInt()).isZero();
        assertThat(result.get("enquired").asInt()).isZero();
        assertThat(result.get("unbound").asInt()).isZero();
    }

    @Test
    void textsOfEveryCodingArriveAsTheyWereWritten() {
        assertThat(DEMO.sandboxed("+79161230401")).containsExactly("Hello from node @{}");
        assertThat(DEMO.sandboxed("+79161230402")).containsExactly("Привет из node");
        assertThat(DEMO.sandboxed("+79161230403")).containsExactly("Длинно ".repeat(100));
    }

    @Test
    void eachMessageHasItsReceipt() {
        for (String name : new String[] {"latin", "russian", "payload", "first", "second"}) {
            JsonNode told = told(name);
            assertThat(told.get("status").asInt()).as(name).isZero();
            assertThat(told.get("receipts")).as(name).hasSize(1);
            JsonNode receipt = told.get("receipts").get(0);
            assertThat(receipt.get("state").asInt()).as(name).isEqualTo(2);
            assertThat(receipt.get("esmClass").asInt() & 0x3C).as(name).isEqualTo(4);
            assertThat(receipt.get("to").asText()).as(name).isEqualTo("VESTNIK");
            assertThat(receipt.get("text").asText()).as(name).startsWith("id:" + told.get("id").asText() + " sub:").contains("stat:DELIVRD");
        }
        assertThat(told("latin").get("receipts").get(0).get("from").asText()).isEqualTo("79161230401");
    }

    @Test
    void partsThatComeOutOfOrderAreOneMessage() {
        assertThat(DEMO.sandboxed("+79161230404")).containsExactly("The beginning and the end");
        assertThat(told("first").get("id")).isNotEqualTo(told("second").get("id"));
    }

    @Test
    void aDataSmIsAMessageLikeAnother() {
        assertThat(told("data").get("status").asInt()).isZero();
        assertThat(told("data").get("receipts")).hasSize(1);
        assertThat(DEMO.sandboxed("+79161230407")).containsExactly("По data_sm");
    }

    @Test
    void manyGoUnderOneIdAndWhoIsNotOneOfThemIsNamed() {
        assertThat(told("many").get("status").asInt()).isZero();
        assertThat(result.get("unsuccess").toString()).isEqualTo("[[\"12\",11]]");
        List<String> from = each(told("many").get("receipts"), "from");
        assertThat(from).containsExactlyInAnyOrder("79161230408", "79161230409");
        assertThat(DEMO.sandboxed("+79161230408")).containsExactly("To many");
    }

    @Test
    void aFailureIsToldByItsState() {
        assertThat(told("undelivered").get("receipts").get(0).get("state").asInt()).isEqualTo(5);
    }

    @Test
    void whatIsWrongIsToldByStatusAndInWords() {
        assertThat(told("wrong").get("status").asInt()).isEqualTo(0x0B);
        assertThat(told("wrong").get("why").asText()).startsWith("/to/phone ");
        assertThat(told("foreign").get("status").asInt()).isEqualTo(0x0A);
        assertThat(told("foreign").get("why").asText()).isEqualTo("/sender is not one of the account's senders");
    }

    @Test
    void aPlannedMessageIsSeenAndTakenBack() {
        assertThat(result.get("query").get("status").asInt()).isZero();
        assertThat(result.get("query").get("state").asInt()).isEqualTo(1);
        assertThat(result.get("cancel").asInt()).isZero();
        assertThat(told("planned").get("receipts").get(0).get("state").asInt()).isEqualTo(4);
        assertThat(DEMO.sandboxed("+79161230406")).isEmpty();
    }

    @Test
    void nothingIsToldTwice() {
        assertThat(result.get("receipts").asInt()).isEqualTo(10);
    }

    private static JsonNode told(String name) {
        return result.get("told").get(name);
    }
}
