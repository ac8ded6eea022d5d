package io.vestnik.ingress.smpp.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vestnik.accept.Accept;
import io.vestnik.accept.KeyReused;
import io.vestnik.accept.RateExceeded;
import io.vestnik.esme.EsmeDatabase;
import io.vestnik.esme.OwedRows;
import io.vestnik.message.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = EsmeDatabase.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class LongMessagesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int UCS2 = 8;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    LongMessages messages;

    @Autowired
    Assembly assembly;

    @Autowired
    SubmitIds ids;

    @Autowired
    NewParts newParts;

    @Autowired
    PartRows rows;

    @Autowired
    Joined joined;

    @Autowired
    Accept accept;

    @Autowired
    OwedRows owed;

    @Autowired
    Clock clock;

    @BeforeEach
    void empty() {
        jdbc.sql("TRUNCATE esme_deliver, esme_submit, message, delivery, idempotency").update();
    }

    @AfterEach
    void now() {
        EsmeDatabase.AHEAD.set(Duration.ZERO);
    }

    @Test
    void partsInAnyOrderAreOneMessage() {
        String third = add(part(3, 3, "three", 1));
        String first = add(part(1, 3, "one, ", 0));
        assertThat(ids.find("school", first)).contains(new SubmitIds.Found(SubmitIds.Kind.WAITING, List.of()));
        String second = add(part(2, 3, "two, ", 2));
        await().until(() -> texts().equals(List.of("one, two, three")));
        await().until(() -> open() == 0);
        String message = jdbc.sql("SELECT id FROM message").query(String.class).single();
        for (String id : List.of(first, second, third)) {
            assertThat(ids.find("school", id)).contains(new SubmitIds.Found(SubmitIds.Kind.MESSAGES, List.of(message)));
        }
        assertThat(ids.find("bakery", first)).isEmpty();
        assertThat(jdbc.sql("SELECT callback_url FROM message").query(String.class).single()).isEqualTo("smpp:school?1");
        assertThat(jdbc.sql("SELECT count(*) FROM esme_submit WHERE body IS NOT NULL OR message IS NOT NULL").query(Integer.class).single())
                .isZero();
    }

    @Test
    void aCharacterMayBeCutBetweenParts() {
        byte[] octets = "Звонок 🔔!".getBytes(StandardCharsets.UTF_16BE);
        int cut = "Звонок ".length() * 2 + 2; // between the surrogates
        add(part(1, 2, UCS2, Arrays.copyOf(octets, cut), 0, null));
        add(part(2, 2, UCS2, Arrays.copyOfRange(octets, cut, octets.length), 0, null));
        await().until(() -> texts().equals(List.of("Звонок 🔔!")));
        assertThat(jdbc.sql("SELECT callback_url FROM message").query(String.class).optional()).isEmpty();
    }

    @Test
    void partsOfOthersAreNotMixedIn() {
        add(part(1, 2, "a", 0));
        add(new LongPart("bakery", "bakery", "BAKERY", "+79161234567", 7, 2, 2, message("BAKERY"), 3, bytes("b"), 0, null, origin()));
        add(new LongPart("school", "school", "SCHOOL", "+79161234568", 7, 2, 2, message("SCHOOL"), 3, bytes("c"), 0, null, origin()));
        add(new LongPart("school", "school", "SCHOOL", "+79161234567", 8, 2, 2, message("SCHOOL"), 3, bytes("d"), 0, null, origin()));
        add(new LongPart("school", "school2", "SCHOOL", "+79161234567", 7, 2, 2, message("SCHOOL"), 3, bytes("e"), 0, null, origin()));
        assembly.sweep();
        assertThat(texts()).isEmpty();
        add(part(2, 2, "z", 0));
        await().until(() -> texts().equals(List.of("az")));
    }

    @Test
    void anEqualPartSharesTheFateOfTheFirst() {
        String first = add(part(1, 2, "once, ", 1));
        String again = add(part(1, 2, "once, ", 1));
        assertThat(again).isNotEqualTo(first);
        add(part(2, 2, "twice", 1));
        await().until(() -> texts().equals(List.of("once, twice")));
        await().until(() -> open() == 0);
        assertThat(ids.find("school", again)).isEqualTo(ids.find("school", first));
    }

    @Test
    void theSameLongTextSentTwiceAtOnceIsTwoMessages() {
        newParts.insert(
                List.of(part(1, 2, "a", 1), part(1, 2, "a", 1), part(2, 2, "b", 1), part(2, 2, "b", 1), part(2, 2, "b", 1)),
                clock.instant(), clock.instant().plus(Assembly.LEASE));
        later(Duration.ofSeconds(11));
        await().until(() -> texts().equals(List.of("ab", "ab")) && open() == 0);
    }

    @Test
    void aPartSentAgainAfterItsMessageWentHasItsFate() {
        String first = add(part(1, 2, "a", 1));
        add(part(2, 2, "b", 1));
        await().until(() -> !texts().isEmpty() && open() == 0);
        String early = add(part(1, 2, "a", 1));
        later(Duration.ofSeconds(301));
        assertThat(ids.find("school", early)).isEqualTo(ids.find("school", first));
        assertThat(told()).as("its message has not ended").isEmpty();

        now();
        String late = add(part(2, 2, "b", 1));
        jdbc.sql("UPDATE message SET status = 'delivered', final_at = now()").update();
        String strange = add(part(1, 3, "a", 1));
        later(Duration.ofSeconds(302));
        assertThat(ids.find("school", late)).isEqualTo(ids.find("school", first));
        assertThat(told()).containsExactlyInAnyOrder(late + " 2", strange + " 5");
        assertThat(texts()).containsExactly("ab");
    }

    @Test
    void anotherPartUnderTheSameNumberBeginsAnotherMessage() {
        String lost = add(part(1, 2, "lost ", 1));
        add(part(1, 2, "new ", 1));
        add(part(2, 2, "message", 1));
        await().until(() -> texts().equals(List.of("new message")));
        assertThat(ids.find("school", lost).orElseThrow().kind()).isEqualTo(SubmitIds.Kind.WAITING);
    }

    @Test
    void aRepeatedKeyAnswersTheFirstIdAndAnotherPartUnderItIsRefused() {
        String id = add(part(1, 2, 3, bytes("a"), 0, "key"));
        assertThat(add(part(1, 2, 3, bytes("a"), 0, "key"))).isEqualTo(id);
        assertThatThrownBy(() -> add(part(2, 2, 3, bytes("b"), 0, "key"))).hasCauseInstanceOf(KeyReused.class);
        LongPart others = new LongPart("bakery", "bakery", "BAKERY", "+7", 7, 2, 1, message("BAKERY"), 3, bytes("a"), 0, "key", origin());
        assertThat(add(others)).isNotEqualTo(id);
        add(part(2, 2, 3, bytes("b"), 0, "other"));
        await().until(() -> texts().equals(List.of("ab")));
        assertThat(add(part(1, 2, 3, bytes("a"), 0, "key"))).as("after it was sent too").isEqualTo(id);
    }

    @Test
    void aClientMayHaveTenThousandPartsWaiting() {
        jdbc.sql("""
                INSERT INTO esme_submit (id, position, account, system_id, message_id, registered, submitted_at, due, source, destination,
                                         reference, total)
                SELECT 'W' || n, 0, 'school', 'school', CASE n % 2 WHEN 0 THEN 'together' END, 0, now(), now() + interval '1 h', 'SCHOOL',
                       'd' || n, 1, 2
                FROM generate_series(1, 9999) n
                """).update();
        add(part(1, 2, 3, bytes("a"), 0, "key"));
        assertThatThrownBy(() -> add(part(2, 2, "b", 0))).hasCauseInstanceOf(TooManyParts.class);
        assertThat(add(part(1, 2, 3, bytes("a"), 0, "key"))).as("it is there already").isNotNull();
        add(new LongPart("bakery", "bakery", "BAKERY", "+7", 7, 2, 1, message("BAKERY"), 3, bytes("a"), 0, null, origin()));
    }

    @Test
    void partsWithoutTheRestEndAfterFiveMinutesAndAreToldWhereTheyAskedFor() {
        String asked = add(part(1, 3, "a", 1));
        String silent = add(part(2, 3, "b", 0));
        later(Duration.ofSeconds(11));
        later(Duration.ofSeconds(299));
        assertThat(open()).isEqualTo(2);
        later(Duration.ofSeconds(301));
        assertThat(open()).isZero();
        later(Duration.ofSeconds(302));
        assertThat(jdbc.sql("""
                SELECT submit_id || ' ' || state || ' ' || source || ' ' || destination || ' ' || system_id || (submitted_at < done_at)
                FROM esme_deliver
                """).query(String.class).list()).containsExactly(asked + " 5 +79161234567 SCHOOL schooltrue");
        assertThat(ids.find("school", silent)).contains(new SubmitIds.Found(SubmitIds.Kind.GIVEN_UP, List.of()));
        assertThat(texts()).isEmpty();
    }

    @Test
    void whatCantBeAcceptedTogetherIsRejected() {
        List<String> parts = new ArrayList<>();
        for (int i = 1; i <= 80; i++) {
            parts.add(add(part(i, 80, "x".repeat(134), i == 1 ? 0 : 2)));
        }
        await().until(() -> open() == 0);
        assertThat(jdbc.sql("SELECT count(*) FROM esme_deliver WHERE state = 8").query(Integer.class).single()).isEqualTo(79);
        assertThat(ids.find("school", parts.get(0)).orElseThrow().kind()).isEqualTo(SubmitIds.Kind.GIVEN_UP);
        assertThat(texts()).isEmpty();
    }

    /** Each of two nodes gets one of the last two parts at the same instant. */
    @Test
    void twoNodesMakeOneMessage() throws Exception {
        Assembly hereAssembly = assembly(accept);
        Assembly thereAssembly = assembly(accept);
        LongMessages here = new LongMessages(newParts, hereAssembly, transaction, clock);
        LongMessages there = new LongMessages(newParts, thereAssembly, transaction, clock);
        List<CompletableFuture<String>> first = new ArrayList<>();
        for (int round = 0; round < 200; round++) {
            first.add(here.add(part(round, 1, 3)));
        }
        first.forEach(CompletableFuture::join);
        for (int round = 0; round < 200; round++) {
            int reference = round;
            CountDownLatch go = new CountDownLatch(1);
            CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> after(go, here, part(reference, 2, 3)));
            CompletableFuture<String> third = CompletableFuture.supplyAsync(() -> after(go, there, part(reference, 3, 3)));
            go.countDown();
            second.join();
            third.join();
        }
        await().until(() -> texts().size() >= 200 && open() == 0);
        assertThat(texts()).hasSize(200).allMatch(text -> text.matches("(\\d+)/1 \\1/2 \\1/3 "));
        here.close();
        there.close();
        hereAssembly.close();
        thereAssembly.close();
    }

    private static String after(CountDownLatch go, LongMessages node, LongPart part) {
        try {
            go.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return node.add(part).join();
    }

    @Test
    void partsThatComeInAnyOrderOnTwoNodesAreEachTheirMessage() throws Exception {
        Assembly other = assembly(accept);
        LongMessages there = new LongMessages(newParts, other, transaction, clock);
        List<LongPart> parts = new ArrayList<>();
        for (int reference = 0; reference < 100; reference++) {
            for (int number = 1; number <= 5; number++) {
                parts.add(part(reference, number, 5));
            }
        }
        Collections.shuffle(parts, new Random(5));
        List<CompletableFuture<String>> added = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            added.add((i % 2 == 0 ? messages : there).add(parts.get(i)));
        }
        added.forEach(CompletableFuture::join);
        await().until(() -> texts().size() >= 100 && open() == 0);
        assertThat(texts()).hasSize(100).allMatch(text -> text.matches("(\\d+)/1 \\1/2 \\1/3 \\1/4 \\1/5 "));
        there.close();
        other.close();
    }

    @Test
    void whatANodeClaimedAndDidNotAcceptIsAcceptedOnceByAnother() throws Exception {
        Accept killed = mock(Accept.class);
        when(killed.accept(any())).thenReturn(CompletableFuture.failedFuture(new RejectedExecutionException("killed")));
        claimedBy(killed);
        assertThat(texts()).isEmpty();
        later(Duration.ofSeconds(9));
        assertThat(texts()).as("its lease is not over").isEmpty();
        later(Duration.ofSeconds(11));
        await().until(() -> open() == 0);
        assertThat(texts()).containsExactly("ab");
    }

    @Test
    void whatWasAcceptedBeforeTheKillIsNotAcceptedAgain() throws Exception {
        Accept killed = mock(Accept.class);
        when(killed.accept(any())).thenAnswer(call -> {
            accept.accept(call.getArgument(0)).join();
            return new CompletableFuture<>(); // its answer is lost
        });
        claimedBy(killed);
        assertThat(texts()).containsExactly("ab");
        assertThat(open()).isEqualTo(2);
        later(Duration.ofSeconds(11));
        await().until(() -> open() == 0);
        assertThat(texts()).containsExactly("ab");
    }

    @Test
    void theAccountsRatePutsItOffAndLosesNothing() throws Exception {
        Accept busy = mock(Accept.class);
        when(busy.accept(any())).thenReturn(CompletableFuture.failedFuture(new RateExceeded(Duration.ofSeconds(1))));
        claimedBy(busy);
        later(Duration.ofSeconds(11));
        await().until(() -> texts().equals(List.of("ab")));
    }

    @Test
    void theTimeThatPartsWaitIsOfTheirValidity() throws Exception {
        Accept busy = mock(Accept.class);
        when(busy.accept(any())).thenReturn(CompletableFuture.failedFuture(new RateExceeded(Duration.ofSeconds(1))));
        claimedBy(busy, "PT5M");
        later(Duration.ofSeconds(60));
        await().until(() -> texts().equals(List.of("ab")));
        assertThat(jdbc.sql("SELECT extract(epoch FROM valid_until - created_at)::int FROM message").query(Integer.class).single())
                .isBetween(200, 240);
    }

    @Test
    void whatWaitedLongerThanItIsValidForIsExpired() throws Exception {
        Accept busy = mock(Accept.class);
        when(busy.accept(any())).thenReturn(CompletableFuture.failedFuture(new RateExceeded(Duration.ofSeconds(1))));
        claimedBy(busy, "PT10S");
        later(Duration.ofSeconds(11));
        await().until(() -> open() == 0);
        assertThat(told()).hasSize(2).allMatch(told -> told.endsWith(" 3"));
        assertThat(texts()).isEmpty();
    }

    @Test
    void aBacklogOfOneAccountDoesNotHoldAnotherUp() {
        jdbc.sql("""
                INSERT INTO esme_submit (id, position, account, system_id, message_id, registered, submitted_at, due)
                SELECT 'W' || n, 0, CASE n WHEN 300 THEN 'bakery' ELSE 'school' END, 'x', 'M' || n, 0, now(),
                       now() - interval '1 h' + n * interval '1 s'
                FROM generate_series(1, 300) n
                """).update();
        assertThat(rows.leaseClaimed(clock.instant(), clock.instant().plus(Assembly.LEASE), 200)).hasSize(201).contains("M300");
    }

    @Test
    void whatIsCompleteAndWasNeverLookedAtIsFound() {
        newParts.insert(List.of(part(1, 2, "a", 1), part(2, 2, "b", 1)), clock.instant(), clock.instant().plus(Assembly.LEASE));
        later(Duration.ofSeconds(11));
        await().until(() -> texts().equals(List.of("ab")));
    }

    @Test
    void anIdOfASubmitMultiStandsForItsMessages() {
        ids.give("school", "school", "MULTI", List.of("M2", "M1"), 1).join();
        assertThat(ids.find("school", "MULTI")).contains(new SubmitIds.Found(SubmitIds.Kind.MESSAGES, List.of("M2", "M1")));
        assertThat(ids.find("bakery", "MULTI")).isEmpty();
    }

    private void claimedBy(Accept other) throws InterruptedException {
        claimedBy(other, "PT1H");
    }

    private void claimedBy(Accept other, String validFor) throws InterruptedException {
        Assembly theirs = assembly(other);
        LongMessages there = new LongMessages(newParts, theirs, transaction, clock);
        for (LongPart part : List.of(part(1, 2, "a", 1), part(2, 2, "b", 1))) {
            part.message().put("validFor", validFor);
            there.add(part).join();
        }
        await().until(() -> jdbc.sql("SELECT count(message_id) FROM esme_submit").query(Integer.class).single() == 2);
        there.close();
        theirs.close();
    }

    private Assembly assembly(Accept accept) {
        return new Assembly(rows, joined, accept, owed, transaction, clock);
    }

    private void later(Duration ahead) {
        EsmeDatabase.AHEAD.set(ahead);
        assembly.sweep();
    }

    private String add(LongPart part) {
        return messages.add(part).join();
    }

    private static LongPart part(int reference, int number, int total) {
        return new LongPart(
                "school", "school", "SCHOOL", "+79161234567", reference, total, number, message("SCHOOL"), 3,
                bytes(reference + "/" + number + " "), 1, null, origin());
    }

    private static LongPart part(int number, int total, String text, int registered) {
        return part(number, total, 3, bytes(text), registered, null);
    }

    private static LongPart part(int number, int total, int coding, byte[] body, int registered, String key) {
        return new LongPart(
                "school", "school", "SCHOOL", "+79161234567", 7, total, number, message("SCHOOL"), coding, body, registered, key, origin());
    }

    private static ObjectNode message(String sender) {
        ObjectNode message = JSON.createObjectNode().put("sender", sender);
        message.putObject("to").put("phone", "+79161234567");
        return message;
    }

    private static Origin origin() {
        return new Origin("smpp", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private List<String> texts() {
        return jdbc.sql("SELECT text FROM message ORDER BY id").query(String.class).list();
    }

    private List<String> told() {
        return jdbc.sql("SELECT submit_id || ' ' || state FROM esme_deliver").query(String.class).list();
    }

    private int open() {
        return jdbc.sql("SELECT count(*) FROM esme_submit WHERE due IS NOT NULL").query(Integer.class).single();
    }
}
