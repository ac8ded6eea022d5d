package io.vestnik.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import io.vestnik.esme.EsmeDatabase;
import io.vestnik.node.Node;
import io.vestnik.settings.VestnikSettings;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = EsmeDatabase.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class ClientRowsTest {

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    VestnikSettings settings;

    @Test
    void whatAClientNeverFetchedAndWhatItsIdsStandForGoAfterNinetyDays() {
        jdbc.sql("TRUNCATE esme_deliver, esme_submit, message").update();
        for (String age : new String[] {"91 days", "89 days"}) {
            jdbc.sql("""
                    INSERT INTO esme_deliver (id, account, system_id, done_at, due)
                    VALUES (?, 'school', 'school', now() - ?::interval, now())
                    """).params(age, age).update();
            jdbc.sql("""
                    INSERT INTO esme_submit (id, position, account, system_id, registered, submitted_at, due)
                    VALUES (?, 0, 'school', 'school', 0, now() - ?::interval, NULL), (? || ' open', 0, 'school', 'school', 0,
                            now() - ?::interval, now())
                    """).params(age, age, age, age).update();
        }
        jdbc.sql("""
                INSERT INTO message (id, account, class, status, recipient, addresses, text, plan, tags, callback_events, created_at,
                                     valid_until, timeline)
                VALUES ('PLANNED', 'school', 'service', 'scheduled', '{}', '{}', '', '[]', '{}', '{}', now(), now(), '[]')
                """).update();
        jdbc.sql("""
                INSERT INTO esme_submit (id, position, account, system_id, message_id, registered, submitted_at)
                VALUES ('91 days planned', 0, 'school', 'school', 'PLANNED', 0, now() - interval '91 days'),
                       ('91 days gone', 0, 'school', 'school', 'GONE', 0, now() - interval '91 days')
                """).update();
        Node first = EsmeDatabase.node("here", 1);
        when(first.isFirst()).thenReturn(true);
        Retention retention =
                new Retention(jdbc, transaction, settings, first, Clock.systemUTC());
        for (int table = 0; table < 20; table++) {
            retention.remove();
        }
        assertThat(jdbc.sql("SELECT id FROM esme_deliver").query(String.class).list()).containsExactly("89 days");
        assertThat(jdbc.sql("SELECT id FROM esme_submit ORDER BY id").query(String.class).list())
                .containsExactly("89 days", "89 days open", "91 days open", "91 days planned");
    }
}
