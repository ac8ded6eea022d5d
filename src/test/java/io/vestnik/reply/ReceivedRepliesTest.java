package io.vestnik.reply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vestnik.accept.Intake;
import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.channel.Reply;
import io.vestnik.esme.EsmeDatabase;
import io.vestnik.route.RouteFileState;
import io.vestnik.route.RoutesInForce;
import io.vestnik.route.RunningRoute;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = EsmeDatabase.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class ReceivedRepliesTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
    private static final String PHONE = "+79161234567";

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Replies replies;

    @Autowired
    ReceivedReplies received;

    @Autowired
    DueReplies due;

    @Autowired
    Answers answers;

    @Autowired
    ReplySteps steps;

    @Autowired
    Intake intake;

    @Autowired
    Accounts accounts;

    @Autowired
    RoutesInForce routes;

    @BeforeEach
    void aClubWithAWebhook() {
        jdbc.sql("TRUNCATE esme_deliver, message, delivery, reply, consent, dead_letter, callback, idempotency").update();
        Account club = new Account(
                "club", null, List.of(), null, null, null, List.of("CLUB"), List.of(),
                new Account.Callback(URI.create("https://club.example/hook"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), null,
                ZoneOffset.UTC, Map.of(), Account.Times.DEFAULT, Map.of());
        accounts.replace(new Accounts.Stored(List.of(club), Set.of(), false), List.of());
    }

    @AfterEach
    void asItWas() {
        accounts.replace(new Accounts.Stored(List.of(), Set.of(), false), List.of());
    }

    @Test
    void aReplyIsMatchedWithTheLastMessageThatLeft() throws Exception {
        String first = sent(Map.of("order", "17"));
        message(Map.of("order", "18")); // not yet on its way
        Received reply = wrote("Приду!");
        assertThat(reply.messageId()).isEqualTo(first);
        assertThat(reply.last().messageClass()).isEqualTo("service");
        assertThat(reply.tags()).containsEntry("order", "17");
        assertThat(reply.word()).isEqualTo("приду");
        assertThat(reply.question()).isNull();
    }

    @Test
    void aReplyIsDealtWithOnce() {
        Received reply = wrote("Приду!");
        assertThat(received.claim(reply.id())).isNull();
        received.done(reply);
        received.done(reply);
        assertThat(count("callback")).isOne();
        assertThat(received.claim(reply.id())).isNull();
    }

    @Test
    void theAccountIsToldInACloudEvent() throws Exception {
        String message = sent(Map.of("order", "17"));
        Received reply = wrote("Приду!");
        received.note(reply, "rating", "5");
        received.done(reply);
        JsonNode event = new ObjectMapper().readTree(jdbc.sql("SELECT body FROM callback").query(String.class).single());
        assertThat(event.get("type").asText()).isEqualTo("io.vestnik.reply");
        assertThat(event.get("subject").asText()).isEqualTo(reply.id());
        assertThat(event.get("data").toString()).isEqualTo("{\"id\":\"" + reply.id() + "\",\"channel\":\"sms\",\"from\":\"" + PHONE
                + "\",\"to\":\"CLUB\",\"text\":\"Приду!\",\"at\":\"2026-11-22T10:00:00Z\",\"contact\":null,\"messageId\":\""
                + message + "\",\"tags\":{\"order\":\"17\"},\"keyword\":null,\"dialogue\":{\"rating\":\"5\"}}");
    }

    @Test
    void theFirstReplyAfterAQuestionAnswersIt() throws Exception {
        String question = sent(Map.of("dialogue", "rating"));
        assertThat(wrote("помощь").question()).isNull(); // a keyword is no answer
        Received answer = wrote("5");
        assertThat(answer.question().id()).isEqualTo(question);
        assertThat(answer.question().tags()).containsEntry("dialogue", "rating");
        assertThat(wrote("и ещё").question()).isNull();
        assertThat(received.claim(answer.id())).isNull();
    }

    @Test
    void aQuestionThatWasNotAskedOrLongAgoIsNotOpen() throws Exception {
        message(Map.of("dialogue", "rating"));
        assertThat(wrote("5").question()).isNull();
        String old = sent(Map.of("dialogue", "rating"));
        jdbc.sql("UPDATE delivery SET sent_at = now() - interval '25 h' WHERE message_id = ?").param(old).update();
        assertThat(wrote("5").question()).isNull();
    }

    @Test
    void aQuestionThatWaitedIsOpenFromWhenItWasSent() throws Exception {
        String question = message(Map.of("dialogue", "rating"));
        jdbc.sql("UPDATE message SET created_at = now() - interval '3 d'").update();
        String news = sent(Map.of());
        assertThat(wrote("5").question()).isNull(); // of something else
        jdbc.sql("UPDATE delivery SET status = 'delivered', sent_at = now() WHERE message_id = ?").param(question).update();
        Received reply = wrote("4");
        assertThat(reply.messageId()).isEqualTo(question).isNotEqualTo(news);
        assertThat(reply.question().id()).isEqualTo(question);
    }

    @Test
    void whoIsOutElsewhereIsNotToldToBeBack() {
        assertThat(answers.text(wrote("START"))).startsWith("You receive marketing messages again");
        jdbc.sql("""
                INSERT INTO consent (id, account, address, class, channel, granted, method, at, recorded_at, recorded_by)
                VALUES ('C1', 'club', 'phone:' || ?, 'marketing', 'sms', false, 'page', now(), now(), 'recipient')
                """).param(PHONE).update();
        Received reply = wrote("START");
        assertThat(answers.text(reply)).startsWith("You opted out at another address").contains("/s/").doesNotContain("{link}");
        assertThat(answers.text(reply)).isEqualTo(answers.text(reply));
    }

    @Test
    void aMessageInBetweenDoesNotCloseTheQuestion() throws Exception {
        String question = sent(Map.of("dialogue", "rating"));
        String news = sent(Map.of());
        Received reply = wrote("4");
        assertThat(reply.messageId()).isEqualTo(news);
        assertThat(reply.question().id()).isEqualTo(question);
    }

    @Test
    void itsDialogueThenAllStepsSeeIt() throws Exception {
        routes.publish("x", List.of(new RouteFileState("replies/x.camel.yaml", "x", AT, List.of(
                new RunningRoute("replies-shop-hours", "direct://replies-step-hours"),
                new RunningRoute("replies-balance", "direct://replies-step-balance"),
                new RunningRoute("replies-other", "direct://replies-dialogue-other"),
                new RunningRoute("replies-rating", "direct://replies-dialogue-rating")), List.of())));
        sent(Map.of("dialogue", "rating"));
        assertThat(steps.of(wrote("5"))).containsExactly(
                "direct://replies-dialogue-rating", "direct://replies-step-balance", "direct://replies-step-hours");
        assertThat(steps.of(wrote("5"))).containsExactly("direct://replies-step-balance", "direct://replies-step-hours");
    }

    @Test
    void anAnswerGoesBackTheWayItCameAndIsMarked() throws Exception {
        Received reply = wrote("баланс");
        Map<String, Object> message = answers.message(reply, "42", Map.of("VestnikTag.dialogue", "rating", "other", "x"));
        intake.answer(message, reply.account(), answers.key(reply, "42"), reply.row());
        intake.answer(message, reply.account(), answers.key(reply, "42"), reply.row());
        assertThat(jdbc.sql("""
                SELECT concat_ws(' ', answers = %d, class, recipient ->> 'phone', sender, text, tags ->> 'dialogue', tags ->> 'reply')
                FROM message
                """.formatted(reply.row())).query(String.class).list())
                .containsExactly("t transactional " + PHONE + " CLUB 42 rating " + reply.id());
    }

    @Test
    void twoMachinesDoNotAnswerEachOtherForEver() throws Exception {
        for (int i = 0; i < 20; i++) {
            Received reply = wrote("auto " + i);
            assertThat(answers.allowed(reply)).isTrue();
            intake.answer(answers.message(reply, "x" + i, Map.of()), "club", "k" + i, reply.row());
        }
        assertThat(answers.allowed(wrote("again"))).isFalse();
    }

    @Test
    void whatFailsComesAgainAndIsToldAtTheEndAllTheSame() throws Exception {
        Received reply = wrote("Приду!");
        for (int attempt = 1; attempt < 5; attempt++) {
            received.failed(reply, new IllegalStateException("secret text"));
            assertThat(due.take()).isEmpty(); // a little later
            jdbc.sql("UPDATE reply SET due = now()").update();
            assertThat(due.take()).containsExactly(reply.id());
            reply = received.claim(reply.id());
            assertThat(reply.attempts()).isEqualTo(attempt);
        }
        received.failed(reply, new IllegalStateException("secret text"));
        assertThat(count("callback")).isOne();
        assertThat(jdbc.sql("SELECT account || ' ' || reason FROM dead_letter").query(String.class).list())
                .containsExactly("club reply " + reply.id() + ": its routes failed: IllegalStateException");
    }

    @Test
    void theClockFindsWhatNoQueueTook() {
        replies.keep(new Reply("sms", "carrier", PHONE, "CLUB", "Приду!", AT));
        String id = jdbc.sql("SELECT name FROM reply").query(String.class).single();
        assertThat(due.take()).isEmpty();
        due.free(List.of(id));
        jdbc.sql("UPDATE reply SET due = now()").update();
        assertThat(due.take()).containsExactly(id);
        assertThat(received.claim(id)).isNotNull();
    }

    @Test
    void theStepThatWaitsForAReplyHasIt() throws Exception {
        String message = asks("reply");
        Received reply = wrote("Да");
        assertThat(status(message)).isEqualTo("delivered");
        assertThat(jdbc.sql("SELECT timeline FROM delivery WHERE message_id = ?").param(message).query(String.class).single())
                .contains("succeeded", "reply");
        assertThat(reply.messageId()).isEqualTo(message);
        assertThat(count("callback")).as("told once").isOne();
        wrote("Ещё раз да");
        assertThat(count("callback")).isOne();
    }

    @Test
    void aMachineIsNoReplyAndAReceiptIsWaitedForWhereItIsAskedFor() throws Exception {
        String first = asks("reply");
        replies.keep(new Reply("sms", "carrier", PHONE, "CLUB", "Я в отпуске", AT, null, true));
        received.claim(jdbc.sql("SELECT name FROM reply ORDER BY id DESC LIMIT 1").query(String.class).single());
        assertThat(status(first)).isNotEqualTo("delivered");
        String second = asks("read");
        wrote("Да");
        assertThat(status(second)).isNotEqualTo("delivered");
    }

    private String asks(String success) throws Exception {
        String message = sent(Map.of());
        jdbc.sql("UPDATE message SET plan = jsonb_set(plan, '{0,success}', to_jsonb(?::text)) WHERE id = ?").params(success, message).update();
        return message;
    }

    private String status(String message) {
        return jdbc.sql("SELECT status FROM message WHERE id = ?").param(message).query(String.class).single();
    }

    private Received wrote(String text) {
        replies.keep(new Reply("sms", "carrier", PHONE, "CLUB", text, AT));
        return received.claim(jdbc.sql("SELECT name FROM reply ORDER BY id DESC LIMIT 1").query(String.class).single());
    }

    private String message(Map<String, String> tags) throws Exception {
        return intake.accept(Map.of("to", Map.of("phone", PHONE), "text", "Оцените от 1 до 5", "tags", tags), "club", null).get("id");
    }

    private String sent(Map<String, String> tags) throws Exception {
        String id = message(tags);
        jdbc.sql("UPDATE delivery SET status = 'sent', sent_at = now(), node = NULL, due = NULL WHERE message_id = ?").param(id).update();
        return id;
    }

    private int count(String table) {
        return jdbc.sql("SELECT count(*) FROM " + table).query(Integer.class).single();
    }
}
