package io.vestnik.spine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Hub;
import io.vestnik.harness.NodePeer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A carrier written for Node: nothing of it, its codec neither, is known to the hub. */
class ForeignCarrierTest {

    @Test
    void speaksToACarrierOfAnotherMake() throws Exception {
        NodePeer.assumeInstalled();
        int port = Hub.freePort();
        CompletableFuture<String> carrier =
                CompletableFuture.supplyAsync(() -> NodePeer.run("carrier.js", Integer.toString(port), "4"));
        try (Hub hub = Hub.start(
                Hub.newFolder("foreign-carrier"),
                "vestnik.channels.sms.providers[0].name=carrier-n",
                "vestnik.channels.sms.providers[0].uri=smpp://hub:secret@127.0.0.1:" + port)) {
            List<String> ids = new ArrayList<>();
            for (String text : List.of("Code {1} for 5 €", "Урок в 18:00 😀", "я".repeat(71))) {
                ids.add(hub.send("{\"to\":{\"phone\":\"+79165000001\"},\"class\":\"authorization\",\"text\":\"" + text + "\"}"));
            }
            for (String id : ids) {
                assertThat(hub.ended(id).get("status").asText()).isEqualTo("delivered");
            }
            List<JsonNode> submits = read(carrier.get());
            assertThat(submits).hasSize(4).allMatch(submit -> submit.get("to").asText().equals("79165000001"));
            assertThat(submits).allMatch(submit -> submit.get("from").asText().equals("VESTNIK"));
            assertThat(texts(submits)).contains("Code {1} for 5 €", "Урок в 18:00 😀", "я".repeat(67), "я".repeat(4));
            assertThat(submits).filteredOn(submit -> submit.get("text").asText().startsWith("яяя"))
                    .allMatch(submit -> submit.get("coding").asInt() == 8 && submit.get("udh").size() == 1);
        }
    }

    private static List<String> texts(List<JsonNode> submits) {
        return submits.stream().map(submit -> submit.get("text").asText()).toList();
    }

    private static List<JsonNode> read(String lines) throws IOException {
        List<JsonNode> submits = new ArrayList<>();
        for (String line : lines.split("\n")) {
            submits.add(Hub.JSON.readTree(line));
        }
        return submits;
    }
}
