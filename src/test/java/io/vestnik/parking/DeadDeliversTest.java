package io.vestnik.parking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import io.vestnik.accept.Accept;
import io.vestnik.account.Accounts;
import io.vestnik.esme.Deliver;
import io.vestnik.esme.Delivers;
import io.vestnik.esme.EsmeDatabase;
import io.vestnik.esme.OwedRows;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A deliver_sm that its client refused for a day. */
@SpringBootTest(classes = EsmeDatabase.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class DeadDeliversTest {

    private static final String ID = "01KAPGWZX2T00000000000000A";

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Accounts accounts;

    @Autowired
    Accept accept;

    @Autowired
    OwedRows owed;

    @Autowired
    Delivers delivers;

    @Test
    void goesToItsClientAgainAndNotToTheRecipient() {
        jdbc.sql("TRUNCATE esme_deliver, dead_letter").update();
        Deliver reply = new Deliver(ID, "school", "school", "+79161234567", "SCHOOL", "Да, \"приду\"", null, null, null, null, null, Instant.now(), 0);
        owed.insert(List.of(reply));
        jdbc.sql("UPDATE esme_deliver SET attempts = 29, node = 'here', due = now() + interval '5 min'").update();
        delivers.refused(delivers.claim(List.of(ID)).get(0), 0x45);
        await().until(() -> jdbc.sql("SELECT count(*) FROM dead_letter").query(Integer.class).single() == 1);
        DeadLetters letters = new DeadLetters(jdbc, accounts, mock(Accept.class)); // it would answer null
        DeadLetter letter = letters.list("school", 10, null).get(0);
        assertThat(letter.reason()).isEqualTo("deliver_sm: command_status 0x45");
        assertThat(letters.replay("bakery", letter.id()).join()).isEmpty();

        assertThat(letters.replay("school", letter.id()).join()).contains(ID);
        assertThat(jdbc.sql("""
                SELECT text || attempts || (due <= now()) || (node IS NULL) || (SELECT count(*) FROM dead_letter) FROM esme_deliver
                """).query(String.class).list()).containsExactly("Да, \"приду\"0truetrue0");
    }

    @Test
    void aMessageThatIsReplayedOwesItsClientNoReceipt() {
        jdbc.sql("TRUNCATE dead_letter, message, delivery, idempotency").update();
        jdbc.sql("""
                INSERT INTO message (id, account, class, status, recipient, addresses, sender, text, plan, tags, callback_url,
                                     callback_events, created_at, valid_until, timeline)
                VALUES (:id, 'school', 'service', 'failed', '{"phone": "+79161234567"}', '{}', 'SCHOOL', 'text',
                        '[{"channel": "sms", "address": "+79161234567", "segments": 1}]', '{}', 'smpp:school?17', '{sent}', now(), now() + interval '1 h', '[]')
                """).param("id", ID).update();
        jdbc.sql("INSERT INTO dead_letter (id, account, message_id, reason, at) VALUES (:id, 'school', :id, 'x', now())")
                .param("id", ID)
                .update();
        String again = new DeadLetters(jdbc, accounts, accept).replay("school", ID).join().orElseThrow();
        assertThat(jdbc.sql("SELECT coalesce(callback_url, '') || callback_events::text FROM message WHERE id = :id")
                        .param("id", again)
                        .query(String.class)
                        .single())
                .isEqualTo("{}");
    }

    @Test
    void aOneTimeCodeIsNotSentAgain() {
        jdbc.sql("TRUNCATE dead_letter, message, delivery, idempotency").update();
        jdbc.sql("""
                INSERT INTO message (id, account, class, status, recipient, addresses, text, plan, tags, callback_events, created_at, valid_until,
                                     final_at, timeline)
                VALUES (:id, 'school', 'authorization', 'failed', '{"phone": "+79161234567"}', '{}', '',
                        '[{"channel": "sms", "address": "+79161234567", "segments": 1}]', '{}', '{}', now(), now() + interval '1 h', now(), '[]')
                """).param("id", ID).update();
        jdbc.sql("INSERT INTO dead_letter (id, account, message_id, reason, at) VALUES (:id, 'school', :id, 'x', now())").param("id", ID).update();
        DeadLetters letters = new DeadLetters(jdbc, accounts, accept);
        assertThatThrownBy(() -> letters.replay("school", ID)).isInstanceOf(TextGone.class);
        assertThat(letters.list("school", 10, null)).hasSize(1);
    }
}
