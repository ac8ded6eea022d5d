package io.vestnik.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.channel.FailureKind;
import io.vestnik.channel.Outcome;
import io.vestnik.message.MessageClass;
import io.vestnik.message.NewMessage;
import io.vestnik.message.Origin;
import io.vestnik.message.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What one provider refuses and another takes, as its row has it. */
@SpringBootTest(classes = LedgerDatabase.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class FailoverTest {

    @Autowired
    private Ledger ledger;

    @Autowired
    private NewRows messages;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void theRowKnowsWhoRefusedItUntilItIsAnybodysAgain() {
        String id = message();
        refuse(id, "a", "b");
        assertThat(row(id)).isEqualTo("queued, refused by a, due now, attempts 0");
        refuse(id, "b", "a");
        assertThat(row(id)).isEqualTo("queued, refused by -, due later, attempts 1");
        refuse(id, "a");
        assertThat(row(id)).as("on its own: as ever").isEqualTo("queued, refused by -, due later, attempts 2");
    }

    @Test
    void whatCameBackToItsRefuserWaits() {
        String id = message();
        refuse(id, "a", "b");
        refuse(id, "a", "b");
        assertThat(row(id)).isEqualTo("queued, refused by -, due later, attempts 1");
    }

    private void refuse(String id, String provider, String... others) {
        jdbc.sql("UPDATE delivery SET status = 'sending', provider = :provider, attempts = attempts + 1 WHERE id = :id")
                .param("provider", provider)
                .param("id", id)
                .update();
        Outcome refused = new Outcome.Refused(id, FailureKind.TRANSIENT, "0x08", null, Set.of(others));
        ledger.changeDeliveries(List.of(id), (all, now) ->
                all.with(id, (message, delivery) -> Answer.apply(message, delivery, refused, now)));
    }

    private String row(String id) {
        return jdbc.sql("""
                        SELECT status || ', refused by ' || coalesce(refused_by, '-')
                               || CASE WHEN due = :now::timestamptz THEN ', due now' ELSE ', due later' END || ', attempts ' || attempts
                        FROM delivery WHERE id = :id
                        """)
                .param("now", LedgerDatabase.NOW.toString())
                .param("id", id)
                .query(String.class)
                .single();
    }

    private String message() {
        Step step = new Step("sms", "+79160000001", null, false, 1);
        String id = messages.insert(List.of(new NewMessage(
                        null, "demo", MessageClass.SERVICE, Map.of("phone", "+79160000001"), "text", null, List.of(step), null,
                        Duration.ofDays(7), null, Set.of(), Map.of(), null, null, null, new Origin("rest", null))))
                .get(0)
                .id();
        return jdbc.sql("SELECT id FROM delivery WHERE message_id = :id").param("id", id).query(String.class).single();
    }
}
