package io.vestnik.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Hub;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** One contract: each door is sent the same requests, and each must make the same messages of them, or refuse them by the same rules. */
class FourDoorsTest {

    private static Hub hub;

    @BeforeAll
    static void start() {
        hub = DoorsHub.hub();
    }

    @TestFactory
    Stream<DynamicTest> byRest() throws Exception {
        return column("rest", new RestWay(hub));
    }

    @TestFactory
    Stream<DynamicTest> bySoap() throws Exception {
        return column("soap", new SoapWay(hub));
    }

    @TestFactory
    Stream<DynamicTest> bySmpp() throws Exception {
        return column("smpp", new SmppWay(DoorsHub.hub().smppPort()));
    }

    @TestFactory
    Stream<DynamicTest> bySftp() throws Exception {
        return column("sftp", new SftpWay(DoorsHub.hub().sftpPort(), "doors.ndjson"));
    }

    @Test
    void aKeyOfOneDoorIsKnownAtTheOthers() throws Exception {
        List<Request> request = List.of(new Request(
                "shared", "+79162220051", "once", "VESTNIK", "service", null, null, "shared"));
        Answer first = new RestWay(hub).send(request).get(0);
        assertThat(first.id()).isNotNull();
        assertThat(new SoapWay(hub).send(request)).containsExactly(first);
        assertThat(new SmppWay(DoorsHub.hub().smppPort()).send(request)).containsExactly(first);
        assertThat(new SftpWay(DoorsHub.hub().sftpPort(), "shared.ndjson").send(request)).containsExactly(first);
    }

    private static Stream<DynamicTest> column(String door, Way way) throws Exception {
        List<Row> rows = Rows.all();
        assertThat(rows).hasSize(30);
        List<Answer> answers = way.send(rows.stream().map(row -> row.request().keyOf(door)).toList());
        assertThat(answers).hasSameSizeAs(rows);
        Map<String, String> ids = new HashMap<>();
        IntStream.range(0, rows.size()).forEach(i -> ids.put(rows.get(i).request().name(), answers.get(i).id()));
        return IntStream.range(0, rows.size())
                .mapToObj(i -> dynamicTest(rows.get(i).request().name(), () -> check(rows.get(i), answers.get(i), ids)));
    }

    private static void check(Row row, Answer answer, Map<String, String> ids) {
        assertThat(answer.errors()).isEqualTo(row.errors());
        if (!row.errors().isEmpty()) {
            assertThat(answer.id()).isNull();
            return;
        }
        if (row.replayed() != null) {
            assertThat(answer.id()).isEqualTo(ids.get(row.replayed()));
        }
        JsonNode message = row.status().equals("scheduled") ? hub.message(answer.id()) : hub.ended(answer.id());
        assertThat(message.get("status").asText()).isEqualTo(row.status());
        assertThat(message.get("reason").asText(null)).isEqualTo(row.reason());
        assertThat(message.get("class").asText()).isEqualTo(row.messageClass());
        assertThat(message.get("to").toString()).isEqualTo("{\"phone\":\"" + row.phone() + "\"}");
        assertThat(message.get("tags")).isEmpty();
        assertThat(message.at("/deliveries/0/segments").asInt()).isEqualTo(row.segments());
        checkStored(row, answer.id());
        if (row.status().equals("delivered")) {
            checkSent(row);
        }
    }

    /** What GET does not tell. */
    private static void checkStored(Row row, String id) {
        Map<String, Object> stored = DoorsHub.jdbc()
                .sql("SELECT text, sender, created_at, send_at, valid_until FROM message WHERE id = :id")
                .param("id", id)
                .query()
                .singleRow();
        Instant sendAt = instant(stored.get("send_at"));
        Instant from = sendAt == null ? instant(stored.get("created_at")) : sendAt;
        boolean isCode = "authorization".equals(row.request().messageClass());
        assertThat(stored.get("text")).as("a code goes with its message's end").isEqualTo(isCode ? "" : row.request().text());
        assertThat(stored.get("sender")).isEqualTo("VESTNIK");
        assertThat(sendAt).isEqualTo(row.sendAt());
        assertThat(Duration.between(from, instant(stored.get("valid_until")))).isEqualTo(row.validFor());
    }

    private static Instant instant(Object timestamp) {
        return timestamp == null ? null : ((Timestamp) timestamp).toInstant();
    }

    private static void checkSent(Row row) {
        List<JsonNode> sent = new ArrayList<>();
        Hub.json(hub.get("/api/v1/sandbox/messages?limit=500")).get("messages").forEach(message -> {
            if (message.get("to").asText().equals(row.phone())) {
                sent.add(message);
            }
        });
        assertThat(sent).isNotEmpty().allSatisfy(message -> {
            assertThat(message.get("text").asText()).isEqualTo(row.request().text());
            assertThat(message.get("sender").asText()).isEqualTo("VESTNIK");
        });
    }
}
