package io.vestnik.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.vestnik.ledger.LedgerDatabase;
import io.vestnik.node.Node;
import io.vestnik.settings.KeepSettings;
import io.vestnik.settings.VestnikSettings;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = LedgerDatabase.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class KeptByClassTest {

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void eachClassGoesInItsOwnTimeAndAFailedOneWithItsLetter() {
        jdbc.sql("TRUNCATE message, delivery").update();
        for (String messageClass : new String[] {"authorization", "service", "marketing"}) {
            for (int days : new int[] {2, 10, 100}) {
                insert(messageClass, "delivered", days);
                insert(messageClass, "failed", days);
            }
        }
        remove(new KeepSettings(
                Duration.ofDays(5), Duration.ofDays(50),
                new KeepSettings.Classes(Duration.ofDays(1), null, null, Duration.ofDays(60)), Duration.ofDays(1), Duration.ofDays(1)));
        assertThat(jdbc.sql("SELECT class || ' ' || status || ' ' || text FROM message ORDER BY 1").query(String.class).list())
                .containsExactly(
                        "authorization failed 10", "authorization failed 2", "marketing delivered 10", "marketing delivered 2",
                        "marketing failed 10", "marketing failed 2", "service delivered 2", "service failed 10", "service failed 2");
    }

    @Test
    void whatIsNotCountedAnyMoreAndWhatHasExpiredGoes() {
        jdbc.sql("TRUNCATE frequency, suppression, erasure").update();
        jdbc.sql("""
                INSERT INTO frequency (account, address, class, days)
                SELECT 'school', 'phone:' || age, 'service', jsonb_build_object(to_char(now() - age * interval '1 day', 'YYYY-MM-DD'), '{"*": 1}'::jsonb)
                FROM unnest(ARRAY[1, 70]) age
                """).update();
        jdbc.sql("""
                INSERT INTO suppression (account, hash, channel, reason, source, at, expires)
                SELECT 'school', name::bytea, '*', 'manual', 'x', now(), now() + nullif(name, 'never')::interval
                FROM unnest(ARRAY['-1 day', '1 day', 'never']) name
                """).update();
        jdbc.sql("""
                INSERT INTO erasure (id, account, hashes, requested_at, requested_by, address, finished_at, due)
                SELECT n::text, 'school', '{}', now(), 'school', '', nullif(ended, '')::timestamptz, NULL
                FROM unnest(ARRAY['', '2020-01-01', '2100-01-01']) WITH ORDINALITY e (ended, n)
                """).update();
        Duration year = Duration.ofDays(365);
        remove(new KeepSettings(year, year, new KeepSettings.Classes(null, null, null, null), year, year));
        assertThat(jdbc.sql("SELECT address FROM frequency").query(String.class).list()).containsExactly("phone:1");
        assertThat(jdbc.sql("SELECT convert_from(hash, 'UTF8') FROM suppression ORDER BY 1").query(String.class).list())
                .containsExactly("1 day", "never");
        assertThat(jdbc.sql("SELECT id FROM erasure ORDER BY 1").query(String.class).list()).containsExactly("1", "3");
    }

    private void insert(String messageClass, String status, int days) {
        jdbc.sql("""
                INSERT INTO message (id, account, class, status, recipient, addresses, text, plan, tags, callback_events, created_at,
                                     valid_until, final_at, timeline)
                SELECT '00' || :text || :class || :status, 'school', :class, :status, '{}', '{}', :text, '[]', '{}', '{}', now(), now(),
                       now() - :text::int * interval '1 day', '[]'
                """).param("text", "" + days).param("class", messageClass).param("status", status).update();
    }

    private void remove(KeepSettings keep) {
        VestnikSettings settings = mock(VestnikSettings.class);
        when(settings.keep()).thenReturn(keep);
        Node first = mock(Node.class);
        when(first.isFirst()).thenReturn(true);
        Retention retention = new Retention(jdbc, transaction, settings, first, Clock.systemUTC());
        for (int table = 0; table < 30; table++) {
            retention.remove();
        }
    }
}
