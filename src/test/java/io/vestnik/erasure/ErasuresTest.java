package io.vestnik.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import io.vestnik.ledger.LedgerDatabase;
import io.vestnik.privacy.HubKey;
import io.vestnik.settings.VestnikSettings;
import io.vestnik.suppression.Suppressions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A person that is in every table, and what an erasure leaves of it. The page {@code privacy.md} says which columns these are. */
@SpringBootTest(classes = ErasuresTest.Database.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class ErasuresTest {

    @Configuration
    @Import({LedgerDatabase.class, HubKey.class, Erasures.class, ActRows.class, PersonRows.class})
    static class Database {

        @Bean
        Clock clock() {
            return Clock.fixed(LedgerDatabase.NOW, ZoneOffset.UTC);
        }

        @Bean
        Suppressions suppressions(HubKey key, JdbcClient jdbc) {
            return new Suppressions(key, jdbc, mock(VestnikSettings.class));
        }
    }

    private static final String DONE = "01K00000000000000000000DNE";
    private static final String QUEUED = "01K00000000000000000000QED";
    private static final String ON_THE_WIRE = "01K00000000000000000000WRE";
    private static final String NAMED = "%s::text ~* '9990001122|marker|6d61726b6572'"; // in hexadecimal too

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Erasures erasures;

    @Autowired
    Suppressions suppressions;

    @Autowired
    TransactionTemplate transaction;

    @BeforeEach
    void thePersonIsEverywhere() throws IOException {
        jdbc.sql("TRUNCATE " + String.join(", ", tables())).update();
        String everywhere = Files.readString(Path.of("src/test/resources/erasure-person.sql"));
        for (String statement : everywhere.split(";\n")) {
            jdbc.sql(statement.replace(":hash", "'\\x" + HexFormat.of().formatHex(suppressions.hash("+79990001122")) + "'")).update();
        }
    }

    @Test
    void thePageHasEveryColumn() {
        List<String> columns = jdbc.sql(
                        """
                        SELECT table_name || '.' || column_name FROM information_schema.columns
                        WHERE table_schema = 'public' AND table_name <> 'flyway_schema_history'
                        """)
                .query(String.class)
                .list();
        assertThat(Inventory.personal()).doesNotContainAnyElementsOf(Inventory.others());
        TreeSet<String> listed = new TreeSet<>(Inventory.personal());
        listed.addAll(Inventory.others());
        assertThat(listed).as("columns in src/docs/privacy.md").containsExactlyElementsOf(new TreeSet<>(columns));
    }

    @Test
    void aPersonGoesFromEveryColumnThatMayNameIt() {
        Map<String, Integer> before = named();
        assertThat(before.keySet()).as("the fixture has the person everywhere but in its erasure").containsExactlyElementsOf(
                Inventory.personal().stream().filter(column -> !column.equals("erasure.keys")).toList());
        Act act = erasures.eraseContact("school", "crm-marker", "10.0.0.1").orElseThrow();
        assertThat(named()).isEmpty();
        assertThat(anywhere()).isEmpty();
        assertThat(act.counts().keySet()).containsAll(before.keySet().stream().map(column -> column.split("\\.")[0])
                .filter(table -> !table.equals("contact_address"))
                .toList());
        assertThat(act.counts()).containsEntry("message", 3).containsEntry("contact", 1).containsEntry("dead_letter", 2);
        assertThat(act.finishedAt()).isNotNull();
    }

    @Test
    void theSkeletonOfAMessageStays() {
        erase();
        assertThat(jdbc.sql("SELECT status || ' ' || class || ' ' || (final_at IS NOT NULL) || coalesce(' ' || reason, '') FROM message ORDER BY id")
                        .query(String.class)
                        .list())
                .containsExactly("delivered service true", "refused marketing true erased", "expired transactional true erased");
        assertThat(jdbc.sql("SELECT plan -> 0 ->> 'channel' || (plan -> 0 ->> 'segments') FROM message WHERE id = :id").param("id", DONE)
                        .query(String.class)
                        .single())
                .isEqualTo("sms1");
        assertThat(jdbc.sql("SELECT timeline -> 0 ->> 'code' FROM delivery WHERE message_id = :id").param("id", DONE).query(String.class).single())
                .isEqualTo("quiet_hours");
    }

    @Test
    void whatIsQueuedIsSkippedAndWhatIsOnTheWireKeepsItsAnswerTime() {
        erase();
        assertThat(jdbc.sql("SELECT channel || ' ' || status FROM delivery WHERE message_id = :id ORDER BY position").param("id", QUEUED)
                        .query(String.class)
                        .list())
                .containsExactly("sms skipped", "email skipped");
        assertThat(jdbc.sql("SELECT status FROM delivery WHERE message_id = :id AND due IS NOT NULL").param("id", ON_THE_WIRE)
                        .query(String.class)
                        .list())
                .containsExactly("sending");
    }

    @Test
    void nothingButTheHashHoldsTheAddress() {
        erase();
        assertThat(jdbc.sql("SELECT channel || ' ' || reason || ' ' || (address IS NULL) FROM suppression WHERE hash = :hash ORDER BY channel")
                        .param("hash", suppressions.hash("+79990001122"))
                        .query(String.class)
                        .list())
                .containsExactly("! erased true", "* manual true", "sms permanent_failure true");
        assertThat(jdbc.sql("SELECT count(*) FROM suppression WHERE hash = :hash AND reason = 'erased'")
                        .param("hash", suppressions.hash("anna.marker@example.org"))
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void anAddressOfAContactErasesTheWholeContact() {
        Act act = erasures.erase("school", List.of("phone:+79990001122"), "10.0.0.1");
        assertThat(anywhere()).isEmpty();
        assertThat(act.hashes()).hasSize(3);
    }

    @Test
    void askedAgainTheActThatStandsIsAnswered() {
        Act act = erase();
        assertThat(erase()).isEqualTo(act);
        assertThat(erasures.eraseContact("school", "nobody", "10.0.0.1")).isEmpty();
        assertThat(erasures.list("school", 10, null)).containsExactly(act);
        assertThat(erasures.list("bakery", 10, null)).isEmpty();
    }

    @Test
    void anotherAccountKeepsWhatItHas() {
        jdbc.sql("UPDATE message SET account = 'bakery'").update();
        jdbc.sql("UPDATE consent SET account = 'bakery'").update();
        jdbc.sql("UPDATE reply SET account = 'bakery'").update();
        erase();
        assertThat(anywhere().keySet()).containsExactlyInAnyOrder("message", "delivery", "file_row", "consent", "reply", "session");
        assertThat(jdbc.sql("SELECT count(*) FROM message WHERE status = 'refused'").query(Integer.class).single()).isZero();
        assertThat(jdbc.sql("SELECT channel || account FROM session").query(String.class).list()).as("as the platform told it").containsExactly("whatsapp");
    }

    @Test
    void whatComesAfterwardsIsAnotherMatter() {
        jdbc.sql("UPDATE message SET created_at = :now::timestamptz + interval '1 s' WHERE id = :id")
                .param("now", LedgerDatabase.NOW.toString())
                .param("id", QUEUED)
                .update();
        erase();
        assertThat(jdbc.sql("SELECT text FROM message WHERE id = :id").param("id", QUEUED).query(String.class).single()).isEqualTo("Dear marker");
    }

    @Test
    void anAddressThatTheContactIsGivenMeanwhileGoesToo() throws Exception {
        CompletableFuture<Act> act = transaction.execute(status -> {
            jdbc.sql("SELECT id FROM contact FOR UPDATE").query().listOfRows();
            jdbc.sql("INSERT INTO contact_address VALUES ('school', 'telegram:7', 'crm-marker')").update();
            CompletableFuture<Act> begun = CompletableFuture.supplyAsync(this::erase);
            await().until(() -> jdbc.sql("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'").query(Integer.class).single() > 0);
            return begun;
        });
        assertThat(act.get().hashes()).hasSize(4);
        assertThat(jdbc.sql("SELECT count(*) FROM contact_address").query(Integer.class).single()).isZero();
        assertThat(jdbc.sql("SELECT channel FROM suppression WHERE hash = :hash").param("hash", suppressions.hash("7")).query(String.class).list())
                .containsExactly("!telegram");
    }

    /** Killed after its first portion: here by a reply that can't be blanked. */
    @Test
    void whatWasBegunIsEndedByTheClock() {
        jdbc.sql("ALTER TABLE reply ADD CONSTRAINT killed CHECK (text <> '')").update();
        try {
            assertThatThrownBy(this::erase).isInstanceOf(DataAccessException.class);
        } finally {
            jdbc.sql("ALTER TABLE reply DROP CONSTRAINT killed").update();
        }
        assertThat(jdbc.sql("SELECT text FROM message WHERE id = :id").param("id", DONE).query(String.class).single()).isEmpty();
        assertThat(anywhere()).containsKeys("reply", "consent", "erasure");
        erasures.goOn();
        assertThat(anywhere()).as("another node may have it yet").containsKey("reply");
        jdbc.sql("UPDATE erasure SET due = :now::timestamptz").param("now", LedgerDatabase.NOW.toString()).update();
        erasures.goOn();
        assertThat(anywhere()).isEmpty();
        assertThat(erasures.list("school", 1, null).get(0).counts()).containsEntry("message", 3).containsEntry("reply", 2);
    }

    private Act erase() {
        return erasures.eraseContact("school", "crm-marker", "10.0.0.1").orElseThrow();
    }

    private List<String> tables() {
        return jdbc.sql(
                        """
                        SELECT table_name FROM information_schema.tables
                        WHERE table_schema = 'public' AND table_name NOT IN ('flyway_schema_history', 'hub_key', 'registry', 'sealing_key')
                        """)
                .query(String.class)
                .list();
    }

    /** Columns of {@code privacy.md} that name the person, with the number of rows. */
    private Map<String, Integer> named() {
        Map<String, Integer> named = new TreeMap<>();
        Inventory.personal().forEach(column -> {
            String[] name = column.split("\\.");
            count(named, column, "SELECT count(*) FROM " + name[0] + " WHERE " + NAMED.formatted(name[1]));
        });
        return named;
    }

    /** The same of all tables, whatever the page says. */
    private Map<String, Integer> anywhere() {
        Map<String, Integer> named = new TreeMap<>();
        tables().forEach(table -> count(named, table, "SELECT count(*) FROM " + table + " r WHERE " + NAMED.formatted("r")));
        return named;
    }

    private void count(Map<String, Integer> named, String what, String sql) {
        int found = jdbc.sql(sql).query(Integer.class).single();
        if (found > 0) {
            named.put(what, found);
        }
    }
}
