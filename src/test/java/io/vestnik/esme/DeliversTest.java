package io.vestnik.esme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import com.github.f4b6a3.ulid.Ulid;
import io.vestnik.account.Accounts;
import io.vestnik.account.Credential;
import io.vestnik.account.Door;
import io.vestnik.alert.DeadLetterAlarm;
import io.vestnik.queue.Leases;
import io.vestnik.queue.LiveNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = EsmeDatabase.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class DeliversTest {

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Accounts accounts;

    @Autowired
    BoundClients clients;

    @Autowired
    OwedRows owed;

    @Autowired
    Delivers delivers;

    @Autowired
    DueDelivers due;

    @Autowired
    LiveNames bound;

    @Autowired
    Leases leases;

    @BeforeEach
    void empty() {
        jdbc.sql("TRUNCATE esme_deliver, esme_submit, dead_letter, message").update();
        EsmeDatabase.logins(accounts, "away", "one", "other", "a third");
        bound.add("school");
    }

    @AfterEach
    void away() {
        bound.list().forEach(bound::remove);
        EsmeDatabase.logins(accounts);
    }

    @Test
    void aReceiptHasWhatItsMessageHas() {
        message("01M", "+79161234567", "SCHOOL", "Lessons begin at nine in the morning");
        Instant at = Instant.parse("2026-11-22T10:00:00Z");
        String id = owe("01M", 1, Deliver.State.UNDELIVERABLE, "0x0B", at);
        assertThat(delivers.claim(List.of(id, "gone"))).containsExactly(new Deliver(
                id, "school", "school", "+79161234567", "SCHOOL", "Lessons begin at nin", "01M", "01M", Deliver.State.UNDELIVERABLE, "0x0B",
                Instant.parse("2026-11-22T09:00:00Z"), at, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "0, ENROUTE, false", "0, DELIVERED, false", "1, DELIVERED, true", "1, EXPIRED, true", "2, DELIVERED, false", "2, REJECTED, true",
        "3, DELIVERED, true", "3, DELETED, false", "1, ENROUTE, false", "16, ENROUTE, true", "16, DELIVERED, false", "17, ENROUTE, true",
    })
    void onlyWhatWasAskedForIsOwed(int registered, Deliver.State state, boolean asked) {
        assertThat(new ReceiptWish("school", registered).wants(state)).isEqualTo(asked);
        owe("01M", registered, state, null, Instant.now());
        assertThat(count()).isEqualTo(asked ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 0, 1", "0, 2, 2", "2, 2, 2", "2, 3, 1", "1, 2, 1", "16, 1, 17", "18, 3, 17"})
    void twoPartsWishesAreServedByOne(int one, int other, int both) {
        assertThat(ReceiptWish.both(one, other)).isEqualTo(both);
    }

    @Test
    void eachPartIsToldByItsOwnIdWhereItAskedFor() {
        part("PA", 0, "01M", 1);
        part("PB", 1, "01M", 0);
        part("PC", 40, "01M", 2);
        part("PC again", 40, "01M", 2);
        part("OTHER", 0, "01N", 1);
        owe("01M", 1, Deliver.State.UNDELIVERABLE, null, Instant.now());
        owe("01M", 1, Deliver.State.DELIVERED, null, Instant.now());
        assertThat(jdbc.sql("SELECT submit_id || state FROM esme_deliver ORDER BY id").query(String.class).list())
                .containsExactly("PA5", "PC5", "PC again5", "PA2");
        List<String> ids = jdbc.sql("SELECT id FROM esme_deliver").query(String.class).list();
        assertThat(ids).allMatch(id -> Ulid.isValid(id));
        assertThat(delivers.claim(ids)).hasSize(4);
    }

    @Test
    void aPartThatCameAThousandTimesDoesNotStopItsMessage() {
        for (int i = 0; i < 1_100; i++) {
            part("P" + i, 0, "01M", 1);
        }
        owe("01M", 1, Deliver.State.DELIVERED, null, Instant.now());
        assertThat(count()).isEqualTo(1_024);
        assertThat(jdbc.sql("SELECT id FROM esme_deliver").query(String.class).list()).allMatch(Ulid::isValid);
    }

    @Test
    void idsAreInOrderAndLeaveRoomForParts() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            ids.add(DeliverIds.next());
        }
        assertThat(ids).isSorted().allMatch(id -> id.endsWith("00"));
        assertThat(new TreeSet<>(ids)).hasSize(1_000);
    }

    @Test
    void whatABoundClientIsOwedGoesToItsQueueAndWhatAnAwayOneIsOwedWaits() {
        assertThat(insert("school", "01M")).containsOnlyKeys("school");
        assertThat(insert("away", "01N")).isEmpty();
        assertThat(due.take()).as("one is in its queue, the other's client is away").isEmpty();
        bound.add("away");
        assertThat(due.take()).singleElement().satisfies(taken -> {
            assertThat(taken.client()).isEqualTo("away");
            assertThat(taken.ids()).hasSize(1);
        });
        assertThat(due.take()).isEmpty();
    }

    @Test
    void eachOfTheBoundClientsGetsWhatItIsOwed() {
        bound.remove("school");
        for (int i = 0; i < 3; i++) {
            insert("one", "01M" + i);
            insert("other", "01M" + i);
        }
        bound.add("one");
        bound.add("other");
        bound.add("a third");
        assertThat(due.take()).extracting(DueDelivers.Due::client).containsExactly("one", "other");
        assertThat(due.take()).isEmpty();
    }

    @Test
    void aMillionRowsOfAnAwayClientAreNotReadForAnother() {
        jdbc.sql("""
                INSERT INTO esme_deliver (id, account, system_id, submit_id, state, done_at, due)
                SELECT lpad(n::text, 26, '0'), 'school', 'away', 'x', 2, now(), now() - interval '1 day' FROM generate_series(1, 20000) n
                """).update();
        jdbc.sql("ANALYZE esme_deliver").update();
        insert("later", "01M");
        String plan = String.join("\n", jdbc.sql("""
                EXPLAIN SELECT d.id FROM unnest(ARRAY['school'], ARRAY['later'], ARRAY[100]) AS c (account, system_id, most)
                CROSS JOIN LATERAL (SELECT id FROM esme_deliver
                                    WHERE account = c.account AND system_id = c.system_id AND due <= now()
                                    ORDER BY due LIMIT c.most FOR UPDATE SKIP LOCKED) d
                """).query(String.class).list());
        assertThat(plan).contains("esme_deliver_due").doesNotContain("Seq Scan").doesNotContain("Sort");
    }

    @Test
    void aRowIsClaimedOnceAlsoByTwoNodes() {
        String id = owe("01M", 1, Deliver.State.DELIVERED, null, Instant.now());
        Delivers one = of("one", 2);
        Delivers other = of("other", 2);
        assertThat(one.claim(List.of(id))).hasSize(1);
        assertThat(one.claim(List.of(id))).isEmpty();
        assertThat(other.claim(List.of(id))).isEmpty();
        assertThat(dueIn(id)).isBetween(110.0, 120.0);
    }

    @Test
    void aNodeAloneWritesNothingBeforeItSendsAndSendsNoSecondCopy() {
        String id = owe("01M", 1, Deliver.State.DELIVERED, null, Instant.now());
        String before = version(id);
        assertThat(delivers.claim(List.of(id))).hasSize(1);
        assertThat(delivers.claim(List.of(id))).isEmpty();
        assertThat(version(id)).isEqualTo(before);
    }

    @Test
    void whatIsAcknowledgedIsGone() {
        String id = owe("01M", 1, Deliver.State.DELIVERED, null, Instant.now());
        delivers.acknowledged(delivers.claim(List.of(id)).get(0));
        await().until(() -> count() == 0);
    }

    @Test
    void whatIsRefusedComesAgainLaterAndIsADeadLetterInTheEnd() {
        String id = owe("01M", 1, Deliver.State.DELIVERED, null, Instant.now());
        delivers.refused(delivers.claim(List.of(id)).get(0), 0x14);
        await().until(() -> "1-".equals(standing(id)));
        assertThat(dueIn(id)).isBetween(2.0, 5.0);
        jdbc.sql("UPDATE esme_deliver SET attempts = 29, node = 'here', due = now() + interval '5 min'").update();
        delivers.refused(delivers.claim(List.of(id)).get(0), 0x14);
        await().until(() -> count() == 0);
        assertThat(jdbc.sql("SELECT account || message_id || reason FROM dead_letter").query(String.class).list())
                .containsExactly("school01Mdeliver_sm: command_status 0x14");
    }

    @Test
    void whatAClientBreaksOffAtAgainAndAgainIsADeadLetterInTheEnd() {
        String id = owe("01M", 1, Deliver.State.DELIVERED, null, Instant.now());
        delivers.unanswered(delivers.claim(List.of(id)).get(0));
        await().until(() -> "1-".equals(standing(id)));
        assertThat(dueIn(id)).isNotPositive();
        jdbc.sql("UPDATE esme_deliver SET attempts = 3, node = 'here', due = now() + interval '5 min'").update();
        delivers.unanswered(delivers.claim(List.of(id)).get(0));
        await().until(() -> "4-".equals(standing(id)));
        assertThat(dueIn(id)).isBetween(2.0, 5.0);
        jdbc.sql("UPDATE esme_deliver SET attempts = 29, node = 'here', due = now() + interval '5 min'").update();
        delivers.unanswered(delivers.claim(List.of(id)).get(0));
        await().until(() -> count() == 0);
        assertThat(jdbc.sql("SELECT reason FROM dead_letter").query(String.class).list()).containsExactly("deliver_sm: no answer");
    }

    @Test
    void whatWasNotSentComesAgainWithoutAnAttempt() {
        String id = owe("01M", 1, Deliver.State.DELIVERED, null, Instant.now());
        delivers.unsent(delivers.claim(List.of(id)).get(0), Duration.ZERO);
        await().until(() -> "0-".equals(standing(id)));
        assertThat(due.take()).hasSize(1);
        assertThat(delivers.claim(List.of(id))).hasSize(1);
    }

    @Test
    void whatWasNeverToldOfComesAgainWhenItsLeaseEnds() {
        String id = owe("01M", 1, Deliver.State.DELIVERED, null, Instant.now());
        Delivers killed = of("killed", 2);
        assertThat(killed.claim(List.of(id))).hasSize(1);
        assertThat(due.take()).isEmpty();
        jdbc.sql("UPDATE esme_deliver SET due = now() - interval '1 s'").update();
        assertThat(due.take()).hasSize(1);
        assertThat(delivers.claim(List.of(id))).hasSize(1);
    }

    @Test
    void theEndIsNotToldBeforeWhatCameBefore() {
        String sent = owe("01M", 17, Deliver.State.ENROUTE, null, Instant.now());
        String end = owe("01M", 17, Deliver.State.DELIVERED, null, Instant.now());
        String other = owe("01N", 17, Deliver.State.DELIVERED, null, Instant.now());
        List<Deliver> claimed = delivers.claim(List.of(other, end, sent));
        assertThat(claimed).extracting(Deliver::id).containsExactly(sent, other);
        await().until(() -> "0-".equals(standing(end)));
        assertThat(dueIn(end)).isBetween(0.0, 1.0);
        delivers.acknowledged(claimed.get(0));
        await().until(() -> count() == 2);
        jdbc.sql("UPDATE esme_deliver SET due = now() WHERE id = :id").param("id", end).update();
        assertThat(due.take()).hasSize(1);
        assertThat(delivers.claim(List.of(end))).hasSize(1);
    }

    @Test
    void whatFailedThriceHoldsTheEndBackNoMore() {
        owe("01M", 17, Deliver.State.ENROUTE, null, Instant.now());
        jdbc.sql("UPDATE esme_deliver SET attempts = 3").update();
        String end = owe("01M", 17, Deliver.State.DELIVERED, null, Instant.now());
        assertThat(delivers.claim(List.of(end))).hasSize(1);
    }

    @Test
    void onlyThoseOfOneMessageUnderOneIdAreInOrder() {
        message("01M", "+79161234567", "SCHOOL", "text");
        for (String messageId : List.of("01M", "01N")) {
            part("MULTI " + messageId, 0, messageId, 17);
        }
        jdbc.sql("UPDATE esme_submit SET position = CASE message_id WHEN '01M' THEN 0 ELSE 1 END, id = 'MULTI'").update();
        List<String> ids = List.of(
                owe("01M", 17, Deliver.State.ENROUTE, null, Instant.now()),
                owe("01N", 17, Deliver.State.ENROUTE, null, Instant.now()));
        assertThat(delivers.claim(ids)).extracting(Deliver::order).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void whatAnAccountWasOwedIsNotToldToTheNextThatHasItsLogin() {
        String queued = owe("01M", 1, Deliver.State.DELIVERED, null, Instant.now());
        insert("away", "01N");
        accounts.replace(
                new Accounts.Stored(List.of(), Set.of(), false),
                List.of(new Credential("bakery", Door.SMPP, "away", "secret", null)));
        bound.add("away");
        assertThat(due.take()).isEmpty();
        insert("away", "01P");
        assertThat(due.take()).isEmpty();
        jdbc.sql("UPDATE esme_deliver SET system_id = 'away' WHERE id = :id").param("id", queued).update();
        assertThat(delivers.claim(List.of(queued))).isEmpty();
        await().until(() -> "0-".equals(standing(queued)));
        EsmeDatabase.logins(accounts, "away");
        assertThat(due.take()).singleElement().satisfies(taken -> assertThat(taken.ids()).hasSize(3));
    }

    @Test
    void whatCouldNotBeQueuedIsDueAgain() {
        String id = owe("01M", 1, Deliver.State.DELIVERED, null, Instant.now());
        delivers.free(List.of(id));
        assertThat(standing(id)).isEqualTo("0-");
        assertThat(dueIn(id)).isBetween(0.0, 1.0);
    }

    @Test
    void thePermitsOfAClientsQueueAreAsManyAsItsRows() {
        part("PA", 0, "01M", 1);
        part("PB", 1, "01M", 1);
        part("PC", 0, "01N", 0);
        int before = leases.free("client.school", false);
        assertThat(insert("school", "01M").get("school")).hasSize(2);
        assertThat(insert("school", "01N")).isEmpty();
        assertThat(leases.free("client.school", false)).isEqualTo(before - 2);
    }

    private Map<String, List<String>> insert(String systemId, String messageId) {
        OwedReceipt receipt = OwedReceipt.of(
                "school", messageId, new ReceiptWish(systemId, 1), Deliver.State.DELIVERED, null, Instant.now());
        return transaction.execute(status -> owed.insert(List.of(receipt), Instant.now()));
    }

    private String owe(String messageId, int registered, Deliver.State state, String code, Instant at) {
        OwedReceipt receipt = OwedReceipt.of("school", messageId, new ReceiptWish("school", registered), state, code, at);
        transaction.execute(status -> owed.insert(List.of(receipt), Instant.now()));
        return receipt.id();
    }

    private Delivers of(String id, int live) {
        return new Delivers(
                new DeliverRows(jdbc, transaction, EsmeDatabase.node(id, live)), clients, mock(DeadLetterAlarm.class));
    }

    private void message(String id, String phone, String sender, String text) {
        jdbc.sql("""
                INSERT INTO message (id, account, class, status, recipient, addresses, sender, text, plan, tags, callback_events,
                                     created_at, valid_until, timeline)
                VALUES (?, 'school', 'service', 'accepted', jsonb_build_object('phone', ?), '{}', ?, ?, '[]', '{}', '{}',
                        '2026-11-22T09:00:00Z', now(), '[]')
                """).params(id, phone, sender, text).update();
    }

    private void part(String id, int position, String messageId, int registered) {
        jdbc.sql("""
                INSERT INTO esme_submit (id, position, account, system_id, message_id, registered, submitted_at)
                VALUES (?, ?, 'school', 'school', ?, ?, now())
                """).params(id, position, messageId, registered).update();
    }

    private int count() {
        return jdbc.sql("SELECT count(*) FROM esme_deliver").query(Integer.class).single();
    }

    private String standing(String id) {
        return jdbc.sql("SELECT attempts || coalesce(node, '-') FROM esme_deliver WHERE id = ?").param(id).query(String.class).single();
    }

    private String version(String id) {
        return jdbc.sql("SELECT xmin::text FROM esme_deliver WHERE id = ?").param(id).query(String.class).single();
    }

    private double dueIn(String id) {
        return jdbc.sql("SELECT extract(epoch FROM due - now()) FROM esme_deliver WHERE id = ?").param(id).query(Double.class).single();
    }
}
