package io.vestnik.spine;

import static io.vestnik.harness.Customer.answer;
import static io.vestnik.harness.Customer.each;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.ulid.Ulid;
import io.vestnik.harness.Customer;
import io.vestnik.harness.Hub;
import io.vestnik.harness.Scrape;
import io.vestnik.harness.Sink;
import io.vestnik.platform.postgres.ExternalPostgres;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is stored grows: nothing on a message's way reads a table from end to end, and what is old goes, and only that. */
class GrowthTest {

    private static final int FILLED = 20_000;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final List<String> BIG = List.of(
            "message", "delivery", "provider_message", "idempotency", "callback", "consent", "sandbox_message", "dead_letter", "reply");

    private static final String KEYED = to("+79160000020");

    private static String old;
    private static String oldOfAnother;
    private static String young;
    private static String waiting;
    private static String underWay;
    private static String failed;
    private static String failedLongAgo;
    private static String known;
    private static String forgotten;

    private static ExternalPostgres postgres;
    private static JdbcClient jdbc;
    private static Hub hub;
    private static Customer school;
    private static Customer stranger;

    @BeforeAll
    static void start() {
        postgres = new ExternalPostgres();
        postgres.start();
        List<String> settings = new ArrayList<>(postgres.settings());
        settings.addAll(List.of(
                "vestnik.callbacks.allow-private-addresses=true",
                "vestnik.operators[0].name=viewer",
                "vestnik.operators[0].keys[0]=viewer-key",
                "vestnik.accounts[0].id=school",
                "vestnik.accounts[0].api-keys[0]=school-key",
                "vestnik.accounts[0].callback.secret=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "vestnik.accounts[0].hours.marketing=always",
                "vestnik.accounts[0].hours.service=always",
                "vestnik.accounts[1].id=stranger",
                "vestnik.accounts[1].api-keys[0]=stranger-key",
                "vestnik.accounts[1].hours.service=always"));
        hub = Hub.start(Hub.newFolder("growth"), settings.toArray(String[]::new));
        jdbc = postgres.jdbc();
        school = new Customer(hub, "school-key");
        stranger = new Customer(hub, "stranger-key");
        age();
    }

    /** All at once: each pass of the hub is some seconds after the last. */
    private static void age() {
        jdbc.sql("""
                INSERT INTO consent (id, account, address, class, granted, method, at, recorded_at, recorded_by)
                VALUES ('0', 'school', 'phone:+79160000030', 'marketing', false, 'paper', '2001-01-01', '2001-01-01', 'x')
                """).update();
        jdbc.sql("INSERT INTO soap_nonce VALUES ('school', 'old', now() - interval '61 min'), ('school', 'young', now() - interval '59 min')")
                .update();
        jdbc.sql("INSERT INTO audit VALUES ('0', '2001-01-01', 'x', 'x', 'x', '{}', 'x', 'x')").update();
        jdbc.sql("""
                INSERT INTO provider_message (provider, id, receipt, at)
                VALUES ('carrier', 'old', '{}', now() - interval '25 h'), ('carrier', 'young', '{}', now() - interval '23 h')
                """).update();
        jdbc.sql("""
                INSERT INTO reply (channel, provider, sender, recipient, text, at)
                SELECT 'sms', 'carrier', age, 'x', 'x', now() - age::interval FROM unnest(ARRAY['91 days', '89 days']) AS a (age)
                """).update();
        jdbc.sql("""
                INSERT INTO file (id, account, hash, form, charset, status, at)
                SELECT id, 'school', id::bytea, 'csv', 'UTF-8', split_part(id, ' ', 2), now() - split_part(id, ' ', 1)::interval
                FROM unnest(ARRAY['91days final', '91days bad', '89days final', '91days read']) AS f (id)
                """).update();
        jdbc.sql("INSERT INTO file_row (file, number) SELECT id, n FROM file, generate_series(1, 3) AS n").update();
        jdbc.sql("INSERT INTO upload (id, file, name, answers, place, due) SELECT id, id, 'a.csv', 'direct:a', '', now() FROM file").update();
        String later = "{'to':{'phone':'+79160000011'},'text':'x','sendAt':'" + Instant.now().plusSeconds(3600) + "'}";
        waiting = aged(school, school.message(school.send(later)), 300, null);
        JsonNode open = school.outcome(to("+79160000012"));
        jdbc.sql("UPDATE delivery SET due = now() + interval '1 h' WHERE address = '+79160000012'").update();
        underWay = aged(school, open, 95, 91);
        young = aged(school, school.outcome(to("+79160000010")), 95, 89);
        failed = aged(school, school.outcome(to("+79160000004")), 100, 100);
        failedLongAgo = aged(school, school.outcome(to("+79160010004")), 181, 181);
        known = aged(school, school.ended(school.send(KEYED, "Idempotency-Key", "known")), 91, 91);
        forgotten = aged(school, school.ended(school.send(KEYED, "Idempotency-Key", "forgotten")), 91, 91);
        jdbc.sql("UPDATE idempotency SET created_at = now() - interval '7 days 1 min' WHERE key = 'forgotten'").update();
        old = aged(school, school.outcome(to("+79160000000")), 96, 95);
        oldOfAnother = aged(stranger, stranger.outcome(to("+79160000014")), 94, 91);
    }

    @AfterAll
    static void stop() {
        hub.close();
        postgres.close();
    }

    @Test
    void aMessageThatEndedLongAgoIsGoneWithAllThatHungOnIt() {
        gone(school, old);
        for (String row : List.of(
                "delivery WHERE message_id = '" + old + "'",
                "provider_message WHERE delivery_id LIKE '" + old.substring(0, 10) + "%'",
                "sandbox_message WHERE address = '+79160000000'")) {
            await().atMost(LONG).until(() -> count(row) == 0);
        }
        assertThat(each(school.read("/api/v1/messages?to=%2B79160000000").get("messages"), "id")).isEmpty();
        assertThat(Scrape.of(hub, "viewer-key").value("vestnik_removed_total", "table=\"message\"")).isPositive();
    }

    @Test
    void whatIsYoungOrNotOverStays() {
        // these are older and younger: the others have been passed over
        gone(school, old);
        gone(stranger, oldOfAnother);
        for (String id : List.of(young, waiting, underWay)) {
            assertThat(school.message(id).get("deliveries")).hasSize(1);
        }
    }

    @Test
    void filesThatEndedLongAgoGoWithTheirRows() {
        await().atMost(LONG).until(() -> count("file") + count("file_row") + count("upload") == 2 + 2 * 3 + 2);
        assertThat(count("file WHERE id IN ('89days final', '91days read')")).isEqualTo(2);
    }

    @Test
    void aFailedMessageStaysAsLongAsItsDeadLetter() {
        gone(school, failedLongAgo);
        await().atMost(LONG).until(() -> !lettersOf(school).contains(failedLongAgo));
        assertThat(lettersOf(school)).contains(failed);
        assertThat(school.message(failed).get("status").asText()).isEqualTo("failed");
    }

    @Test
    void aKeyAnswersForSevenDaysWhateverBecameOfItsMessage() {
        gone(school, known);
        HttpResponse<String> again = school.post("/api/v1/messages", KEYED, "Idempotency-Key", "known");
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(answer(again, 202).get("id").asText()).isEqualTo(known);
        await().atMost(LONG).until(() -> count("idempotency WHERE key = 'forgotten'") == 0);
        assertThat(school.send(KEYED, "Idempotency-Key", "forgotten")).isNotEqualTo(forgotten);
    }

    @Test
    void receiptsThatNobodyOwnedStayADayAndRepliesAsLongAsMessages() {
        await().atMost(LONG).until(() -> count("provider_message WHERE id = 'old'") + count("reply WHERE sender = '91 days'") == 0);
        assertThat(count("provider_message WHERE id = 'young'") + count("reply WHERE sender = '89 days'")).isEqualTo(2);
    }

    @Test
    void aNonceStaysUntilItsAgeAloneIsRefused() {
        await().atMost(LONG).until(() -> count("soap_nonce WHERE nonce = 'old'") == 0);
        assertThat(count("soap_nonce WHERE nonce = 'young'")).isEqualTo(1);
    }

    @Test
    void whatPeopleSaidAndWhatOperatorsDidIsNeverRemoved() {
        gone(school, old);
        assertThat(count("consent WHERE id = '0'") + count("audit WHERE id = '0'")).isEqualTo(2);
    }

    @Test
    void noBigTableIsReadFromEndToEnd() throws Exception {
        fill(FILLED);
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true); // a look at a table that was being filled is told of by then
        try (Sink hook = Sink.answering(204)) {
            Map<String, Scans> before = scans();
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                sent.add(school.send("{'to':{'phone':'+7916300" + "%04d".formatted(i % 6) + "'},'text':'x','class':'transactional',"
                        + "'callback':{'url':'" + hook.url() + "'}}", "Idempotency-Key", "growth-" + i));
            }
            school.consent("{'phone':'+79163000000'}", "'class':'marketing','granted':true");
            school.read("/api/v1/messages?to=%2B79163000000&limit=10");
            lettersOf(school);
            for (int i = 0; i < sent.size(); i++) {
                if (i % 6 != 2) { // never heard of
                    school.ended(sent.get(i));
                }
            }
            await().atMost(LONG).until(() -> hook.requests.size() == 50);
            // the server tells of what it did a second later; of what it did before, when the tables were small, even later
            await().atMost(LONG).during(Duration.ofSeconds(3)).untilAsserted(() -> assertThat(scans())
                    .noneSatisfy((table, now) -> {
                        assertThat(now.scans).isGreaterThan(before.get(table).scans);
                        assertThat(now.rows - before.get(table).rows).isGreaterThan(FILLED / 4);
                    }));
        }
    }

    /** Rows as a hub has them that has worked for a while, and waits for some. */
    private static void fill(int rows) {
        String of = " FROM generate_series(1, " + rows + ") n";
        String prefix = "'" + prefix(Instant.now().minus(Duration.ofDays(1))) + "' || lpad(n::text, 16, '0')";
        for (String insert : List.of(
                "message (id, account, class, status, recipient, addresses, text, plan, tags, callback_events, created_at, valid_until,"
                        + " final_at, timeline) SELECT " + prefix + ", 'school', 'service', 'delivered', '{}',"
                        + " ARRAY['phone:+7' || n], 'x', '[]', '{}', '{}', now(), now(), now(), '[]'" + of,
                "delivery (id, message_id, position, account, rank, channel, address, provider, status, segments, reference, due,"
                        + " timeline) SELECT " + prefix + ", " + prefix + ", 0, 'school', 2, 'sms', 'x', 'sandbox',"
                        + " CASE n % 10 WHEN 0 THEN 'queued' ELSE 'delivered' END, 1, 0,"
                        + " CASE n % 10 WHEN 0 THEN now() + interval '1 h' END, '[]'" + of,
                "provider_message (provider, id, delivery_id, at) SELECT 'sandbox', n, " + prefix + ", now()" + of,
                "idempotency SELECT 'school', n, '', " + prefix + ", 'accepted', now()" + of,
                "callback (id, account, message_id, url, body, due, created_at) SELECT " + prefix + ", 'school', " + prefix
                        + ", 'http://127.0.0.1', '{}', now() + interval '1 h', now()" + of,
                "consent (id, account, address, class, granted, method, at, recorded_at, recorded_by) SELECT " + prefix
                        + ", 'school', 'phone:+7' || n, 'marketing', true, 'paper', now(), now(), 'x'" + of,
                "sandbox_message (id, account, channel, address, text, reference, at, receipts) SELECT " + prefix
                        + ", 'school', 'sms', 'x', 'x', 0, now(), '{}'" + of,
                "dead_letter (id, account, message_id, reason, at) SELECT " + prefix + ", 'school', " + prefix + ", 'x', now()" + of,
                "reply (channel, provider, sender, recipient, text, at) SELECT 'sms', 'x', 'x', 'x', 'x', now()" + of)) {
            jdbc.sql("INSERT INTO " + insert).update();
        }
        BIG.forEach(table -> jdbc.sql("VACUUM ANALYZE " + table).update());
    }

    /** @param rows read by them, and by the pages of the removal */
    private record Scans(long scans, long rows) {}

    private static Map<String, Scans> scans() {
        Map<String, Scans> scans = new TreeMap<>();
        jdbc.sql("SELECT relname, seq_scan, seq_tup_read FROM pg_stat_user_tables WHERE relname IN (:big)").param("big", BIG)
                .query(row -> { scans.put(row.getString(1), new Scans(row.getLong(2), row.getLong(3))); });
        return scans;
    }

    private static String to(String phone) {
        return "{'to':{'phone':'" + phone + "'},'text':'x','class':'transactional'}";
    }

    /**
     * Makes the message, its deliveries and what the carrier kept of it as old as if it had been sent then; answers its new id.
     *
     * @param ended days ago; null: it has not
     */
    private static String aged(Customer account, JsonNode message, int accepted, Integer ended) {
        String id = message.get("id").asText();
        String phone = message.at("/deliveries/0/address").asText();
        String then = "now() - interval '" + accepted + " days'";
        String id2 = prefix(Instant.now().minus(Duration.ofDays(accepted))) + id.substring(10);
        // first what nobody asks for; the message last: it may go at once
        jdbc.sql("UPDATE sandbox_message SET at = " + then + ", due = NULL WHERE address = '" + phone + "'").update();
        jdbc.sql("UPDATE dead_letter SET at = " + then + ", message_id = '" + id2 + "' WHERE message_id = '" + id + "'").update();
        jdbc.sql("UPDATE idempotency SET message_id = '" + id2 + "' WHERE message_id = '" + id + "'").update();
        jdbc.sql("UPDATE provider_message SET at = " + then + ", delivery_id = overlay(delivery_id PLACING '" + id2.substring(0, 10)
                + "' FROM 1) WHERE delivery_id IN (SELECT id FROM delivery WHERE message_id = '" + id + "')").update();
        jdbc.sql("UPDATE delivery SET message_id = '" + id2 + "', id = overlay(id PLACING '" + id2.substring(0, 10)
                + "' FROM 1) WHERE message_id = '" + id + "'").update();
        jdbc.sql("UPDATE message SET id = '" + id2 + "', created_at = " + then + ", final_at = "
                + (ended == null ? "NULL" : "now() - interval '" + ended + " days'") + " WHERE id = '" + id + "'").update();
        return id2;
    }

    private static String prefix(Instant time) {
        return Ulid.min(time.toEpochMilli()).toString().substring(0, 10);
    }

    private static void gone(Customer account, String id) {
        await().atMost(LONG).until(() -> account.get("/api/v1/messages/" + id).statusCode() == 404);
    }

    private static List<String> lettersOf(Customer account) {
        return each(account.read("/api/v1/dead?limit=500").get("dead"), "messageId");
    }

    private static long count(String rows) {
        return jdbc.sql("SELECT count(*) FROM " + rows).query(Long.class).single();
    }
}
