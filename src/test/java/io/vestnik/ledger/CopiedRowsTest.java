package io.vestnik.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vestnik.message.Button;
import io.vestnik.message.Content;
import io.vestnik.message.Media;
import io.vestnik.message.MessageClass;
import io.vestnik.message.NewMessage;
import io.vestnik.message.Origin;
import io.vestnik.message.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What COPY writes is what the single way writes. */
@SpringBootTest(classes = LedgerDatabase.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class CopiedRowsTest {

    private static final Origin ORIGIN = new Origin("sftp", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");
    private static final Instant LATER = LedgerDatabase.NOW.plusSeconds(3_600);

    @Autowired
    JdbcClient jdbc;

    @Autowired
    NewRows rows;

    @BeforeEach
    void empty() {
        jdbc.sql("TRUNCATE message, delivery, idempotency").update();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "plain", "", " ", "\t", "a\nb\r\nc\r", "\\", "\\N", "\\.", "\\\\t", "a\n\\.\nb", "\"quoted\" 'too'", "{a,\"b\",NULL}",
        "Привет 😀 \uD83D\uDC68\u200D\uD83D\uDC69", "\u0001\u0008\u000b\u000c\u001f\u007f\u0085\u2028\uFEFF\uFFFF", "%s %1$s $$ :name ?"
    })
    void everyTextArrivesAsItIs(String text) {
        rows.copy(List.of(request("01K00000000000000000000001", text, null, null)), results -> {});
        assertThat(jdbc.sql("SELECT text FROM message").query(String.class).single()).isEqualTo(text);
        assertThat(jdbc.sql("SELECT tags ->> 'tag' FROM message").query(String.class).single()).isEqualTo(text);
    }

    @Test
    void theRowsAreThoseOfTheSingleWay() {
        List<NewMessage> requests = new ArrayList<>();
        requests.add(request("01K00000000000000000000001", "one\t\\ {\"}", null, null));
        requests.add(request("01K00000000000000000000002", "two", LATER, "key-2"));
        requests.add(requests.get(0).called("01K00000000000000000000004").carrying(new Content(
                List.of(new Media("image", "https://school.example/a.jpg", null)),
                List.of(new Button("Да \\\t", null, "yes")),
                Map.of("whatsapp", Map.of("name", "soon", "language", "ru", "body", List.of("Анна"))))));
        requests.add(requests.get(0).called("01K00000000000000000000003").telling("https://crm.example/hook?a={b}", Set.of("sent", "read")));
        List<NewRows.Stored> single = rows.insert(requests);
        List<Map<String, Object>> expected = stored();
        empty();
        assertThat(rows.copy(requests, results -> {})).isEqualTo(single);
        assertThat(stored()).isEqualTo(expected).hasSize(4 * 2);
    }

    /** All but what is drawn by lot. */
    private List<Map<String, Object>> stored() {
        return jdbc.sql(
                        """
                        SELECT to_jsonb(m)::text AS message, (to_jsonb(d) - 'id' - 'reference')::text AS delivery
                        FROM message m JOIN delivery d ON d.message_id = m.id ORDER BY m.id, d.position
                        """)
                .query()
                .listOfRows();
    }

    @Test
    void aKeyCountsOnceAlsoWithinOneChunk() {
        rows.insert(List.of(request("01K00000000000000000000001", "old", null, "old")));
        List<NewRows.Stored> results = rows.copy(
                List.of(
                        request("01K00000000000000000000002", "old", null, "old"),
                        request("01K00000000000000000000003", "other", null, "old"),
                        request("01K00000000000000000000004", "new", null, "new"),
                        request("01K00000000000000000000005", "new", null, "new"),
                        request("01K00000000000000000000006", "changed", null, "new")),
                stored -> {});
        assertThat(results).extracting(NewRows.Stored::id, NewRows.Stored::replayed, NewRows.Stored::keyReused).containsExactly(
                org.assertj.core.groups.Tuple.tuple("01K00000000000000000000001", true, false),
                org.assertj.core.groups.Tuple.tuple("01K00000000000000000000001", false, true),
                org.assertj.core.groups.Tuple.tuple("01K00000000000000000000004", false, false),
                org.assertj.core.groups.Tuple.tuple("01K00000000000000000000004", true, false),
                org.assertj.core.groups.Tuple.tuple("01K00000000000000000000004", false, true));
        assertThat(count("message")).isEqualTo(2);
        assertThat(count("delivery")).isEqualTo(4);
    }

    @Test
    void whatIsWrittenTogetherStandsOrFallsTogether() {
        assertThatThrownBy(() -> rows.copy(List.of(request("01K00000000000000000000001", "a", null, "key")), results -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(count("message") + count("delivery") + count("idempotency")).isZero();
    }

    @Test
    void aRowThatPostgresRefusesUndoesAll() {
        List<NewMessage> twice = List.of(
                request("01K00000000000000000000001", "a", null, null), request("01K00000000000000000000001", "b", null, null));
        assertThatThrownBy(() -> rows.copy(twice, results -> {})).hasMessageContaining("message_pkey");
        assertThat(count("message")).isZero();
        rows.copy(twice.subList(0, 1), results -> {}); // the connection is not left in a copy
        assertThat(count("message")).isEqualTo(1);
    }

    private int count(String table) {
        return jdbc.sql("SELECT count(*) FROM " + table).query(Integer.class).single();
    }

    private static NewMessage request(String id, String text, Instant sendAt, String key) {
        Map<String, String> to = Map.of("phone", "+79161234567", "telegram", "a\"b\\c,{}");
        List<Step> plan = List.of(
                new Step("telegram", "a\"b\\c,{}", Duration.ofMinutes(2), false, 1), new Step("sms", "+79161234567", null, true, 2));
        return new NewMessage(
                id, "school", MessageClass.SERVICE, to, text, null, plan, sendAt, Duration.ofHours(1), null, Set.of(),
                Map.of("tag", text), key, key == null ? null : text.getBytes(java.nio.charset.StandardCharsets.UTF_8), null, ORIGIN);
    }
}
