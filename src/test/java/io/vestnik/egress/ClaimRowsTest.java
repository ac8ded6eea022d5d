package io.vestnik.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.channel.Submission;
import io.vestnik.consent.ConsentGate;
import io.vestnik.egress.Claimed.Verdict;
import io.vestnik.gate.Rehearsal;
import io.vestnik.gate.Rehearsed;
import io.vestnik.gate.Sentences;
import io.vestnik.ledger.LedgerDatabase;
import io.vestnik.ledger.NewRows;
import io.vestnik.ledger.Ruling;
import io.vestnik.message.Button;
import io.vestnik.message.Content;
import io.vestnik.message.Media;
import io.vestnik.message.MessageClass;
import io.vestnik.message.NewMessage;
import io.vestnik.message.Origin;
import io.vestnik.message.Step;
import io.vestnik.suppression.Suppressions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What the claim takes and what it leaves, on what stands in the database then. */
@SpringBootTest(classes = ClaimDatabase.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class ClaimRowsTest {

    private static final AtomicInteger PEOPLE = new AtomicInteger();

    @Autowired
    private ClaimRows claim;

    @Autowired
    private NewRows messages;

    @Autowired
    private Rehearsal rehearsal;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Suppressions suppressions;

    @Autowired
    private JdbcClient jdbc;

    private String phone;
    private String email;

    @BeforeEach
    void somebodyNew() {
        ClaimDatabase.NOW.set(LedgerDatabase.NOW.plusSeconds(1));
        phone = "+7916%07d".formatted(PEOPLE.incrementAndGet());
        email = "p" + PEOPLE.get() + "@example.org";
    }

    @Test
    void takesWhatNothingStandsAgainst() {
        Claimed taken = claim(message("free", "service", "sms"));
        assertThat(taken.verdict()).isEqualTo(Verdict.TAKEN);
        assertThat(taken.submission().address()).isEqualTo(phone);
        assertThat(taken.submission().attempt()).isEqualTo(1);
        assertThat(jdbc.sql("SELECT status || ' ' || provider || ' ' || attempts FROM delivery WHERE id = :id")
                        .param("id", taken.id())
                        .query(String.class)
                        .single())
                .isEqualTo("sending carrier 1");
    }

    @Test
    void whatGoesWithTheTextGoesToTheWire() {
        Map<String, Object> template = Map.of("name", "soon", "language", "ru", "body", Map.of("who", "Anna"));
        Content content = new Content(
                List.of(new Media("image", "https://school.example/a.jpg", null)), List.of(new Button("No", null, "no")), Map.of("sms", template));
        String id = messages.insert(List.of(request("free", "service", List.of(step("sms", true))).carrying(content))).get(0).id();
        String delivery = jdbc.sql("SELECT id FROM delivery WHERE message_id = :id").param("id", id).query(String.class).single();
        Submission taken = claim(delivery).submission();
        assertThat(taken.content()).isEqualTo(content);
        assertThat(taken.template()).isEqualTo(template);
        assertThat(claim(message("free", "service", "sms")).submission().content()).isSameAs(Content.TEXT_ALONE);
    }

    @ParameterizedTest
    @CsvSource({
        "service, phone, true, REFUSED", "service, phone, false, TAKEN", "service, email, true, REFUSED",
        "authorization, phone, true, TAKEN", "transactional, email, true, REFUSED",
    })
    void aWordOfTheContactHoldsOnAllItsAddresses(String messageClass, String on, boolean withdrawn, Verdict verdict) {
        contact("{}");
        String id = message("free", messageClass, "sms");
        consent(on.equals("phone") ? "phone:" + phone : "email:" + email, messageClass, !withdrawn);
        Claimed claimed = claim(id);
        assertThat(claimed.verdict()).isEqualTo(verdict);
        if (verdict == Verdict.REFUSED) {
            assertThat(claimed.ruling().rule()).isEqualTo("opted_out");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "free, viber, , 0, , window_closed", "free, viber, open, 86399, , ", "free, viber, open, 86401, , window_closed",
        "free, viber, blocked, 60, , blocked", "free, viber, , 0, viber, ", "free, viber, , 0, telegram, window_closed",
        "free, viber, blocked, 60, viber, blocked", "free, telegram, , 0, , ", "free, telegram, open, 999999, , ",
        "free, telegram, blocked, 60, , blocked", "strict, telegram, open, 60, , channel_forbidden", "strict, sms, blocked, 60, , ",
        "below, viber, open, 60, viber, channel_forbidden",
    })
    void aChatThatCanNotBeWrittenToIsRefusedForACodeToo(
            String account, String channel, String state, long secondsAgo, String template, String refused) {
        String id = message(account, "authorization", channel);
        if (state != null) {
            jdbc.sql("INSERT INTO session VALUES (:to, :channel, '', 'bot', :state, :at::timestamptz, NULL, :at::timestamptz)")
                    .param("to", channel.equals("telegram") ? email : phone)
                    .param("channel", channel)
                    .param("state", state)
                    .param("at", ClaimDatabase.NOW.get().minusSeconds(secondsAgo).toString())
                    .update();
        }
        if (template != null) {
            jdbc.sql("UPDATE message SET templates = ARRAY[:template] WHERE id = (SELECT message_id FROM delivery WHERE id = :id)")
                    .param("template", template)
                    .param("id", id)
                    .update();
        }
        Claimed claimed = claim(id);
        assertThat(claimed.ruling() == null ? null : claimed.ruling().rule()).isEqualTo(refused);
    }

    @Test
    void marketingWithoutAGrantIsRefused() {
        assertThat(claim(message("free", "marketing", "sms")).ruling().rule()).isEqualTo("no_consent");
        consent("phone:" + phone, "marketing", true);
        assertThat(claim(message("free", "marketing", "sms")).verdict()).isEqualTo(Verdict.TAKEN);
    }

    @ParameterizedTest
    @CsvSource({
        "sms, hard_bounce, , service, suppressed_address",
        "*, hard_bounce, , service, suppressed_address",
        "email, hard_bounce, , service, ",
        "sms, hard_bounce, 2026-07-01T09:00:01Z, service, ", // over by now
        "sms, hard_bounce, 2026-07-01T09:00:02Z, service, suppressed_address",
        "sms, hard_bounce, , authorization, ",
        "!, erased, , service, erased",
        "!, erased, , transactional, ",
    })
    void aDeadAddressIsRefused(String channel, String reason, String expires, String messageClass, String rule) {
        suppress(channel, reason, expires);
        Claimed claimed = claim(message("free", messageClass, "sms"));
        assertThat(claimed.ruling() == null ? null : claimed.ruling().rule()).isEqualTo(rule);
    }

    @Test
    void anErasedAddressThatIsDeadTooIsDeadForTransactionalMessages() {
        suppress("!sms", "erased", null);
        suppress("sms", "hard_bounce", null);
        assertThat(claim(message("free", "transactional", "sms")).ruling().rule()).isEqualTo("suppressed_address");
    }

    @Test
    void anAnswerIsSentWhateverStandsAgainstIt() {
        suppress("*", "manual", null);
        consent("phone:" + phone, "service", false);
        String id = message("early", "service", "sms");
        jdbc.sql("UPDATE message SET answers = 1 WHERE addresses && ARRAY[:key::text]").param("key", "phone:" + phone).update();
        assertThat(claim(id).verdict()).isEqualTo(Verdict.TAKEN);
    }

    @Test
    void aRecipientsPauseWaitsForItsEnd() {
        contact("{\"pause\": {\"until\": \"2026-07-01T12:00:00Z\"}}");
        Ruling ruling = claim(message("free", "service", "sms")).ruling();
        assertThat(ruling.rule()).isEqualTo("paused");
        assertThat(ruling.due()).isEqualTo(Instant.parse("2026-07-01T12:00:00Z"));
        assertThat(claim(message("free", "transactional", "sms")).verdict()).isEqualTo(Verdict.TAKEN);
    }

    @Test
    void outsideTheHoursItWaitsForAMomentAfterTheOpening() {
        Claimed claimed = claim(message("early", "service", "sms"));
        assertThat(claimed.verdict()).isEqualTo(Verdict.DEFERRED);
        assertThat(claimed.ruling().why())
                .containsEntry("hours", "06:00-08:00")
                .containsEntry("zone", "Europe/Moscow")
                .containsEntry("source", "account")
                .containsEntry("until", "2026-07-02T03:00:00Z");
        assertThat(claimed.ruling().due())
                .isBetween(Instant.parse("2026-07-02T03:00:00Z"), Instant.parse("2026-07-02T03:09:59.999Z"));
    }

    @Test
    void theTimelineOfWhatIsSentWithinHoursSaysWhoseClockItWas() {
        Claimed claimed = claim(message("noon", "service", "sms"));
        assertThat(claimed.verdict()).isEqualTo(Verdict.TAKEN);
        assertThat(jdbc.sql("SELECT timeline -> -1 -> 'why' ->> 'source' FROM delivery WHERE id = :id")
                        .param("id", claimed.id())
                        .query(String.class)
                        .single())
                .isEqualTo("account");
    }

    @Test
    void ofTwoMessagesToOnePersonInOneBatchTheCapTakesOne() {
        contact("{}");
        List<Claimed> claimed = claim(List.of(message("daily", "service", "sms"), message("daily", "service", "email")), 10);
        assertThat(claimed).extracting(Claimed::verdict).containsExactly(Verdict.TAKEN, Verdict.DEFERRED);
        Ruling held = claimed.get(1).ruling();
        assertThat(held.due()).isEqualTo(Instant.parse("2026-07-01T21:00:00Z"));
        assertThat(held.why())
                .containsEntry("cap", "day")
                .containsEntry("limit", "1")
                .containsEntry("count", "1")
                .containsEntry("until", "2026-07-01T21:00:00Z");
        assertThat(counted("daily", "phone:" + phone)).isEqualTo("{\"2026-07-01\": {\"*\": 1, \"sms\": 1}}");
        assertThat(counted("daily", "email:" + email)).isEqualTo(counted("daily", "phone:" + phone));
    }

    @Test
    void idsThatWereMergedAreNotCountedButTheContactIs() {
        contact("{}");
        jdbc.sql("INSERT INTO contact_address VALUES ('daily', :key, :id)").param("key", "contact:old" + phone).param("id", phone).update();
        claim(message("daily", "service", "sms"));
        assertThat(counted("daily", "contact:" + phone)).isEqualTo(counted("daily", "phone:" + phone)).isNotNull();
        assertThat(counted("daily", "contact:old" + phone)).isNull();
    }

    @Test
    void theHashOfAnAddressIsPartOfThePlan() {
        List<String> plan = jdbc.sql("EXPLAIN VERBOSE SELECT suppression_hash(address, 'a', 'b') FROM delivery").query(String.class).list();
        assertThat(plan.toString()).contains("convert_to(").doesNotContain("suppression_hash");
    }

    @Test
    void theNextDayHasRoomAgain() {
        assertThat(claim(message("daily", "service", "sms")).verdict()).isEqualTo(Verdict.TAKEN);
        String next = message("daily", "service", "sms");
        ClaimDatabase.NOW.set(Instant.parse("2026-07-01T21:00:00Z"));
        assertThat(claim(next).verdict()).isEqualTo(Verdict.TAKEN);
        assertThat(counted("daily", "phone:" + phone))
                .isEqualTo("{\"2026-07-01\": {\"*\": 1, \"sms\": 1}, \"2026-07-02\": {\"*\": 1, \"sms\": 1}}");
    }

    @Test
    void daysOlderThanTwoMonthsAreForgotten() {
        jdbc.sql("INSERT INTO frequency VALUES ('daily', :key, 'service', '{\"2026-04-30\": {\"*\": 1}, \"2026-05-01\": {\"*\": 1}}')")
                .param("key", "phone:" + phone)
                .update();
        claim(message("daily", "service", "sms"));
        assertThat(counted("daily", "phone:" + phone)).startsWith("{\"2026-05-01\"").contains("2026-07-01");
    }

    @Test
    void theStepsOfACascadeAreOneMessageAndOneDeliveryEach() {
        List<String> steps = cascade("daily");
        assertThat(claim(steps.get(0)).verdict()).isEqualTo(Verdict.TAKEN);
        assertThat(claim(steps.get(1)).verdict()).isEqualTo(Verdict.TAKEN);
        assertThat(counted("daily", "phone:" + phone)).isEqualTo("{\"2026-07-01\": {\"*\": 1, \"sms\": 1, \"email\": 1}}");
    }

    @Test
    void requiredStepsOfOneBatchAreOneMessage() {
        assertThat(claim(cascade("daily"), 10)).extracting(Claimed::verdict).containsOnly(Verdict.TAKEN);
        assertThat(counted("daily", "phone:" + phone)).isEqualTo("{\"2026-07-01\": {\"*\": 1, \"sms\": 1, \"email\": 1}}");
    }

    @Test
    void aChannelsCapHoldsOnThatChannelAlone() {
        assertThat(claim(message("five", "service", "email")).verdict()).isEqualTo(Verdict.TAKEN);
        assertThat(claim(message("five", "service", "email")).ruling().why())
                .containsEntry("channel", "email")
                .containsEntry("cap", "week");
        assertThat(claim(message("five", "service", "sms")).verdict()).isEqualTo(Verdict.TAKEN);
    }

    @Test
    void theRecipientsOwnLowerWishHolds() {
        contact("{\"caps\": {\"service\": {\"month\": 1}}}");
        assertThat(claim(message("free", "service", "sms")).verdict()).isEqualTo(Verdict.TAKEN);
        assertThat(claim(message("free", "service", "sms")).ruling().why()).containsEntry("cap", "month");
    }

    @Test
    void whatIsTriedAgainIsNotCountedTwice() {
        String id = message("daily", "service", "sms");
        claim(id);
        jdbc.sql("UPDATE delivery SET status = 'queued', node = 'here' WHERE id = :id").param("id", id).update();
        assertThat(claim(id).verdict()).isEqualTo(Verdict.TAKEN);
        assertThat(counted("daily", "phone:" + phone)).isEqualTo("{\"2026-07-01\": {\"*\": 1, \"sms\": 1}}");
    }

    @Test
    void whatNoCapLimitsIsNotCounted() {
        claim(message("free", "service", "sms"));
        assertThat(counted("free", "phone:" + phone)).isNull();
    }

    @Test
    void whatHasNoSlotIsLeftAndNotCounted() {
        String first = message("five", "service", "sms");
        String second = message("five", "service", "sms");
        assertThat(claim(List.of(first, second), 1)).extracting(Claimed::verdict).containsExactly(Verdict.TAKEN, Verdict.LEFT);
        assertThat(counted("five", "phone:" + phone)).isEqualTo("{\"2026-07-01\": {\"*\": 1, \"sms\": 1}}");
    }

    @Test
    void aWithdrawalThatIsCommittedWhileTheClaimWaitsForItIsSeen() throws Exception {
        String id = message("free", "service", "sms");
        var thread = Executors.newSingleThreadExecutor();
        try {
            Future<Claimed> claimed = transaction.execute(status -> {
                jdbc.sql("SELECT 1 FROM (SELECT pg_advisory_xact_lock(:gate)) AS alone")
                        .param("gate", ConsentGate.KEY)
                        .query(Integer.class)
                        .single();
                Future<Claimed> waiting = thread.submit(() -> claim(id));
                await().until(() -> jdbc.sql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
                        .query(Integer.class)
                        .single() == 1);
                consent("phone:" + phone, "service", false);
                return waiting;
            });
            assertThat(claimed.get().ruling().rule()).isEqualTo("opted_out");
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void aRehearsalKnowsWhatWasCountedAndCountsNothing() {
        NewMessage message = request("daily", "service", List.of(step("email", false), step("sms", false)));
        assertThat(rehearsal.of(message, Sentences.of("en")).status()).isEqualTo("accepted");
        assertThat(counted("daily", "phone:" + phone)).isNull();
        claim(message("daily", "service", "sms"));
        Rehearsed rehearsed = rehearsal.of(message, Sentences.of("en"));
        assertThat(rehearsed.status()).isEqualTo("scheduled");
        assertThat(rehearsed.steps()).extracting(Rehearsed.Step::decision).containsExactly("wait", "wait");
        assertThat(rehearsed.steps().get(0).until()).isEqualTo(Instant.parse("2026-07-01T21:00:00Z"));
        assertThat(rehearsed.steps().get(0).text())
                .isEqualTo("Waits until 00:00 on 2026-07-02 in Europe/Moscow (zone of the account):"
                        + " the recipient has had 1 of 1 in this day (service messages)");
    }

    @Test
    void manyClaimsAtOnceNeverPassTheCap() throws Exception {
        contact("{}");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            ids.add(message("five", "service", "sms"));
        }
        var threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<List<Claimed>>> claims = new ArrayList<>();
            for (int i = 0; i < ids.size(); i += 2) {
                List<String> two = ids.subList(i, i + 2);
                claims.add(threads.submit(() -> claim(two, 10)));
            }
            List<Verdict> verdicts = new ArrayList<>();
            for (Future<List<Claimed>> each : claims) {
                each.get().forEach(claimed -> verdicts.add(claimed.verdict()));
            }
            assertThat(verdicts).hasSize(24);
            assertThat(verdicts.stream().filter(Verdict.TAKEN::equals)).hasSize(5);
        } finally {
            threads.shutdownNow();
        }
        assertThat(counted("five", "email:" + email)).isEqualTo("{\"2026-07-01\": {\"*\": 5, \"sms\": 5}}");
    }

    private Claimed claim(String deliveryId) {
        return claim(List.of(deliveryId), 10).get(0);
    }

    private List<Claimed> claim(List<String> deliveryIds, int slots) {
        return claim.claim(deliveryIds, "carrier", slots);
    }

    /** The id of its first delivery. */
    private String message(String account, String messageClass, String channel) {
        return store(account, messageClass, List.of(step(channel, false))).get(0);
    }

    private List<String> cascade(String account) {
        return store(account, "service", List.of(step("sms", true), step("email", true)));
    }

    private Step step(String channel, boolean required) {
        return new Step(channel, Set.of("sms", "viber").contains(channel) ? phone : email, null, required, 1);
    }

    private List<String> store(String account, String messageClass, List<Step> plan) {
        String id = messages.insert(List.of(request(account, messageClass, plan))).get(0).id();
        return jdbc.sql("SELECT id FROM delivery WHERE message_id = :id ORDER BY position")
                .param("id", id)
                .query(String.class)
                .list();
    }

    private NewMessage request(String account, String messageClass, List<Step> plan) {
        return new NewMessage(
                null, account, MessageClass.of(messageClass), Map.of("phone", phone, "email", email), "text", null, plan, null,
                Duration.ofDays(7), null, Set.of(), Map.of(), null, null, null, new Origin("rest", null));
    }

    private void contact(String preferences) {
        for (String account : List.of("free", "daily", "five")) {
            jdbc.sql("""
                            INSERT INTO contact (account, id, addresses, attributes, preferences, created_at, updated_at)
                            VALUES (:account, :id, '{}', '{}', :preferences::jsonb, now(), now())
                            """)
                    .param("account", account)
                    .param("id", phone)
                    .param("preferences", preferences)
                    .update();
            for (String key : Arrays.asList("phone:" + phone, "email:" + email, "contact:" + phone)) {
                jdbc.sql("INSERT INTO contact_address VALUES (:account, :key, :id)")
                        .param("account", account)
                        .param("key", key)
                        .param("id", phone)
                        .update();
            }
        }
    }

    private void consent(String key, String messageClass, boolean granted) {
        jdbc.sql("""
                        INSERT INTO consent (id, account, address, class, granted, method, at, recorded_at, recorded_by)
                        SELECT gen_random_uuid(), account, :key, :class, :granted, 'call', now(), now(), 'test'
                        FROM (VALUES ('free'), ('early')) AS all_of (account)
                        """)
                .param("key", key)
                .param("class", messageClass)
                .param("granted", granted)
                .update();
    }

    private void suppress(String channel, String reason, String expires) {
        jdbc.sql("""
                        INSERT INTO suppression (account, hash, channel, reason, source, at, expires)
                        SELECT account, :hash, :channel, :reason, 'test', now(), :expires::timestamptz
                        FROM (VALUES ('free'), ('early')) AS all_of (account)
                        """)
                .param("hash", suppressions.hash(phone))
                .param("channel", channel)
                .param("reason", reason)
                .param("expires", expires)
                .update();
    }

    /** Null: nothing was. */
    private String counted(String account, String key) {
        return jdbc.sql("SELECT days::text FROM frequency WHERE account = :account AND address = :key")
                .param("account", account)
                .param("key", key)
                .query(String.class)
                .optional()
                .orElse(null);
    }
}
