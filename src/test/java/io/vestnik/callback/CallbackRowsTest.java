package io.vestnik.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.node.Node;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = Database.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class CallbackRowsTest {

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    CallbackRows rows;

    @BeforeEach
    void empty() {
        jdbc.sql("TRUNCATE callback, dead_letter").update();
    }

    @Test
    void oneOfSeveralNodesClaimsAQueuedRowOnceWhicheverQueuedIt() {
        queued("a");
        CallbackRows other = of("other", 2);
        List<Callback> claimed = other.claim(List.of("a", "gone"));
        assertThat(claimed).hasSize(1);
        Callback callback = claimed.get(0);
        assertThat(callback.account()).isEqualTo("school");
        assertThat(callback.messageId()).isEqualTo("m");
        assertThat(callback.body()).isEqualTo("{}");
        assertThat(callback.age()).isBetween(Duration.ofMinutes(60), Duration.ofMinutes(61));
        assertThat(of("here", 2).claim(List.of("a"))).isEmpty();
        assertThat(other.claim(List.of("a"))).isEmpty();
        assertThat(dueIn("a")).isBetween(50.0, 60.0);
    }

    @Test
    void aNodeAloneWritesNothingBeforeItSends() {
        queued("a");
        String before = version("a");
        assertThat(rows.claim(List.of("a", "gone"))).extracting(Callback::id).containsExactly("a");
        assertThat(version("a")).isEqualTo(before);
        jdbc.sql("UPDATE callback SET due = now() + interval '59 s'").update();
        assertThat(rows.claim(List.of("a"))).as("too little time is left to send it").isEmpty();
    }

    @Test
    void aNodeAloneDoesNotReadWhatItHasJustCommitted() {
        Node alone = Database.node("here", 1);
        FreshCallbacks fresh = new FreshCallbacks(alone);
        fresh.keep(List.of(new Callback("a", "school", "m", "http://sink", "{}", null, 0, Duration.ZERO)));
        CallbackRows of = new CallbackRows(jdbc, transaction, fresh, alone);
        assertThat(of.claim(List.of("a"))).extracting(Callback::id).containsExactly("a");
        assertThat(of.claim(List.of("a"))).as("its row is not there").isEmpty();
    }

    private CallbackRows of(String id, int live) {
        Node node = Database.node(id, live);
        return new CallbackRows(jdbc, transaction, new FreshCallbacks(node), node);
    }

    private String version(String id) {
        return jdbc.sql("SELECT xmin::text FROM callback WHERE id = :id").param("id", id).query(String.class).single();
    }

    @Test
    void leavesToTheClockWhatWaitsForIt() {
        row("a", null, "1 hour");
        assertThat(rows.claim(List.of("a"))).isEmpty();
        assertThat(rows.take(10)).isEmpty();
    }

    @Test
    void takesWhatIsDueAndLeasesIt() {
        row("late", null, "-1 min");
        row("later", "dead", "-2 min");
        row("not yet", null, "1 min");
        assertThat(rows.take(1)).containsExactly("later");
        assertThat(rows.take(10)).containsExactly("late");
        assertThat(rows.take(10)).isEmpty();
        assertThat(rows.claim(List.of("late", "later"))).hasSize(2);
    }

    @Test
    void passesOverWhatAnotherNodeIsTaking() {
        row("a", null, "-1 min");
        row("b", null, "-1 s");
        transaction.executeWithoutResult(status -> {
            jdbc.sql("SELECT id FROM callback WHERE id = 'a' FOR UPDATE").query(String.class).single();
            Thread other = new Thread(() -> assertThat(rows.take(10)).containsExactly("b"));
            other.start();
            try {
                other.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(rows.take(10)).containsExactly("a");
    }

    @Test
    void makesDueWhatCouldNotBeQueuedUnlessItsLeaseIsAboutToEnd() {
        queued("a");
        queued("b");
        jdbc.sql("UPDATE callback SET due = now() + interval '59 s' WHERE id = 'b'").update();
        rows.free(List.of("a", "b"));
        assertThat(rows.take(10)).containsExactly("a");
    }

    @Test
    void settlesEachKindInOneBatch() {
        for (String id : List.of("done", "retry", "wait", "dead", "moved")) {
            queued(id);
        }
        Map<String, Callback> claimed = new HashMap<>();
        rows.claim(List.of("done", "retry", "wait", "dead", "moved")).forEach(c -> claimed.put(c.id(), c));
        jdbc.sql("UPDATE callback SET node = 'other', attempts = 1 WHERE id = 'moved'").update();
        List<Result> results = List.of(
                Result.done(claimed.get("done")),
                Result.retry(claimed.get("retry"), Duration.ofSeconds(15)),
                Result.wait(claimed.get("wait"), Duration.ofMillis(2_500)),
                Result.dead(claimed.get("dead"), "HTTP 500"),
                Result.retry(claimed.get("moved"), Duration.ofHours(1)));
        assertThat(rows.settle(results)).isEqualTo(results);
        assertThat(rows.settle(results)).isEqualTo(results);
        assertThat(jdbc.sql("SELECT id || attempts || coalesce(node, '-') FROM callback ORDER BY id").query(String.class).list())
                .containsExactly("moved1other", "retry1-", "wait0-");
        assertThat(dueIn("retry")).isBetween(10.0, 15.0);
        assertThat(dueIn("wait")).isBetween(0.0, 2.5);
        assertThat(jdbc.sql("SELECT account || ' ' || message_id || ' ' || reason FROM dead_letter").query(String.class).list())
                .containsExactly("school m callback: HTTP 500");
    }

    private void queued(String id) {
        row(id, "here", "5 min");
    }

    private void row(String id, String node, String due) {
        jdbc.sql("""
                INSERT INTO callback (id, account, message_id, url, body, node, due, created_at)
                VALUES (?, 'school', 'm', 'https://crm.example/', '{}', ?, now() + ?::interval, now() - interval '1 hour')
                """).params(id, node, due).update();
    }

    private double dueIn(String id) {
        return jdbc.sql("SELECT extract(epoch FROM due - now()) FROM callback WHERE id = ?").param(id).query(Double.class).single();
    }
}
