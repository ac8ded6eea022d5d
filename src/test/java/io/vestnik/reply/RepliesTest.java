package io.vestnik.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vestnik.account.Accounts;
import io.vestnik.account.Credential;
import io.vestnik.account.Door;
import io.vestnik.channel.Reply;
import io.vestnik.esme.Delivers;
import io.vestnik.esme.DueDelivers;
import io.vestnik.esme.EsmeDatabase;
import io.vestnik.queue.LiveNames;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = EsmeDatabase.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class RepliesTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Replies replies;

    @Autowired
    Accounts accounts;

    @Autowired
    LiveNames bound;

    @Autowired
    DueDelivers due;

    @Autowired
    Delivers delivers;

    @BeforeEach
    void empty() {
        jdbc.sql("TRUNCATE esme_deliver, message, reply").update();
    }

    @AfterEach
    void asItWas() {
        accounts.replace(new Accounts.Stored(List.of(), Set.of(), false), List.of());
        bound.list().forEach(bound::remove);
    }

    @Test
    void aReplyIsTheirsWhoseSenderItWasWrittenTo() {
        wrote("bakery", "+79161234567");
        replies.keep(reply("+79161234567", "SCHOOL"));
        assertThat(kept()).containsExactly("school");
        bound.add("school");
        List<String> ids = due.take().get(0).ids();
        assertThat(delivers.claim(ids)).singleElement().satisfies(deliver -> {
            assertThat(deliver.isReply()).isTrue();
            assertThat(deliver.from()).isEqualTo("+79161234567");
            assertThat(deliver.to()).isEqualTo("SCHOOL");
            assertThat(deliver.text()).isEqualTo("Я тоже, до встречи завтра вечером");
            assertThat(deliver.submitId()).isNull();
            assertThat(deliver.doneAt()).isEqualTo(AT);
        });
    }

    @Test
    void elseTheirsWhoLastWroteToThatAddress() {
        wrote("school", "+79161234567");
        wrote("bakery", "+79161234567");
        wrote("school", "+79161234568");
        replies.keep(reply("+79161234567", "7777"));
        assertThat(kept()).containsExactly("bakery");
        assertThat(owed()).containsExactly("bakery");
    }

    @Test
    void elseNobodys() {
        replies.keep(reply("+79161234567", "7777"));
        assertThat(kept()).containsExactly("nobody");
        assertThat(owed()).isEmpty();
    }

    @Test
    void ofSeveralLoginsTheBoundOneIsTold() {
        Credential second = new Credential("school", Door.SMPP, "school2", "secret", null);
        accounts.replace(new Accounts.Stored(List.of(), Set.of(), false), List.of(second));
        replies.keep(reply("+79161234567", "SCHOOL"));
        bound.add("school2");
        replies.keep(reply("+79161234567", "SCHOOL"));
        assertThat(owed()).containsExactly("school", "school2");
    }

    @Test
    void whatCantBeStoredIsNotTold() {
        Reply broken = new Reply("sms", "carrier", "+79161234567", "SCHOOL", "\0", AT);
        assertThatThrownBy(() -> replies.keep(broken)).isNotNull();
        assertThat(owed()).isEmpty();
    }

    private static Reply reply(String from, String to) {
        return new Reply("sms", "carrier", from, to, "Я тоже, до встречи завтра вечером", AT);
    }

    private void wrote(String account, String phone) {
        jdbc.sql("""
                INSERT INTO message (id, account, class, status, recipient, addresses, text, plan, tags, callback_events, created_at,
                                     valid_until, timeline)
                SELECT 'M' || count(*), ?, 'service', 'delivered', '{}', ARRAY['phone:' || ?], '', '[]', '{}', '{}', now(), now(), '[]'
                FROM message
                """).params(account, phone).update();
    }

    private List<String> kept() {
        return jdbc.sql("SELECT coalesce(account, 'nobody') FROM reply ORDER BY id").query(String.class).list();
    }

    private List<String> owed() {
        return jdbc.sql("SELECT system_id FROM esme_deliver ORDER BY id").query(String.class).list();
    }
}
