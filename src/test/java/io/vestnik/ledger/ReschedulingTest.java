package io.vestnik.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vestnik.accept.Accept;
import io.vestnik.accept.MessageReader;
import io.vestnik.account.Accounts;
import io.vestnik.esme.EsmeDatabase;
import io.vestnik.message.MessageClass;
import io.vestnik.message.Origin;
import io.vestnik.message.SendTime;
import io.vestnik.message.SendTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = EsmeDatabase.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class ReschedulingTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant TOMORROW = Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MILLIS);

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Accounts accounts;

    @Autowired
    MessageReader reader;

    @Autowired
    Accept accept;

    @Autowired
    Rescheduling rescheduling;

    @Autowired
    Cancellation cancellation;

    @Autowired
    TaggedMessages tagged;

    @Autowired
    Refusals refusals;

    @BeforeEach
    void empty() {
        jdbc.sql("TRUNCATE message, delivery, callback, dead_letter, esme_deliver").update();
    }

    @Test
    void whatIsInAQueueGoesAtItsNewTimeAndIsOfUseAsLongAsBefore() throws Exception {
        String id = accepted("school", "'validFor': 'PT2H'");
        Recall recall = move("school", TOMORROW, id).get(0);
        assertThat(recall).isEqualTo(new Recall(id, Map.of("phone", "+79161234567"), true, "scheduled", TOMORROW));
        assertThat(jdbc.sql("SELECT send_at = :at::timestamptz AND valid_until = :end::timestamptz AND status = 'scheduled' FROM message")
                .param("at", TOMORROW.toString())
                .param("end", TOMORROW.plus(Duration.ofHours(2)).toString())
                .query(Boolean.class)
                .single()).isTrue();
        assertThat(due()).isEqualTo(TOMORROW);
        assertThat(jdbc.sql("SELECT node FROM delivery").query().singleRow().get("node")).isNull();
    }

    @Test
    void whatWasJudgedByItsOldIdKeepsItsNewTime() throws Exception {
        String id = accepted("school", "'text': 'a'");
        move("school", TOMORROW, id);
        refusals.defer(List.of(new Ruling(delivery(), "quiet_hours", Instant.now().plusSeconds(60), Map.of())));
        refusals.hold(List.of(delivery()), () -> (account, channel) -> true);
        for (String rule : List.of("quiet_hours_expired", "frequency_cap", "paused")) {
            refusals.refuse(List.of(new Ruling(delivery(), rule, null, Map.of())));
        }
        assertThat(due()).isEqualTo(TOMORROW);
    }

    @Test
    void whatNoTimeMakesRightIsRefusedThoughItWasMoved() throws Exception {
        String id = accepted("school", "'text': 'a'");
        move("school", TOMORROW, id);
        refusals.refuse(List.of(delivery()), "opted_out");
        assertThat(jdbc.sql("SELECT status FROM message").query(String.class).single()).isEqualTo("refused");
    }

    @Test
    void aScheduledMessageGoesAtOnce() throws Exception {
        String id = accepted("school", "'sendAt': '" + TOMORROW + "'");
        Recall recall = rescheduling.move("school", List.of(id), SendTimes.same(SendTime.AT_ONCE)).get(0);
        assertThat(recall.status()).isEqualTo("accepted");
        assertThat(recall.sendAt()).isBetween(Instant.now().minusSeconds(30), Instant.now());
        assertThat(jdbc.sql("SELECT node FROM delivery").query(String.class).single()).as("enqueued").isEqualTo("here");
    }

    @Test
    void whatIsBeingSentIsNotMoved() throws Exception {
        String id = accepted("school", "'text': 'a'");
        jdbc.sql("UPDATE delivery SET status = 'sending', provider = 'a', attempts = 1").update();
        assertThat(move("school", TOMORROW, id)).singleElement().returns(false, Recall::inTime);
        assertThat(jdbc.sql("SELECT count(*) FROM message WHERE send_at IS NULL").query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void anotherAccountsMessageIsNobodys() throws Exception {
        String id = accepted("bakery", "'text': 'a'");
        assertThat(move("school", TOMORROW, id)).isEmpty();
        assertThat(cancellation.cancelAll("school", List.of(id))).isEmpty();
    }

    @Test
    void messagesAreFoundByAllTheirTagsUntilTheyEnd() throws Exception {
        String both = accepted("school", "'tags': {'course': 'java', 'term': 'spring'}");
        String one = accepted("school", "'tags': {'course': 'java', 'term': 'autumn'}, 'class': 'transactional'");
        accepted("bakery", "'tags': {'course': 'java'}");
        accepted("school", "'tags': {'course': 'sql'}");
        Map<String, String> java = Map.of("course", "java");
        assertThat(tagged.open("school", java, null, null, 10)).containsExactly(both, one);
        assertThat(tagged.open("school", java, null, both, 10)).containsExactly(one);
        assertThat(tagged.open("school", java, null, null, 1)).containsExactly(both);
        assertThat(tagged.open("school", java, MessageClass.TRANSACTIONAL, null, 10)).containsExactly(one);
        assertThat(tagged.open("school", Map.of("course", "java", "term", "spring"), null, null, 10)).containsExactly(both);
        assertThat(cancellation.cancelAll("school", List.of(both))).singleElement().returns(true, Recall::inTime);
        assertThat(tagged.open("school", java, null, null, 10)).containsExactly(one);
        assertThat(cancellation.cancelAll("school", List.of(both))).singleElement().returns(false, Recall::inTime);
    }

    private List<Recall> move(String account, Instant at, String id) {
        return rescheduling.move(account, List.of(id), SendTimes.same(new SendTime(at, null)));
    }

    private String accepted(String account, String fields) throws Exception {
        String text = fields.contains("'text'") ? fields : "'text': 'x', " + fields;
        String json = "{'to': {'phone': '+79161234567'}, " + text + "}";
        return accept.accept(reader.read(
                        accounts.get(account), JSON.readTree(json.replace('\'', '"')), null, new Origin("rest", null)))
                .join()
                .id();
    }

    private String delivery() {
        return jdbc.sql("SELECT id FROM delivery").query(String.class).single();
    }

    private Instant due() {
        return jdbc.sql("SELECT due FROM delivery").query(java.sql.Timestamp.class).single().toInstant();
    }
}
