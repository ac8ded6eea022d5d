package io.vestnik.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import io.vestnik.queue.Leases;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a withdrawal finds among what is queued. */
@SpringBootTest(classes = LedgerDatabase.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class RefusalsTest {

    private static final List<String> ANNA = List.of("email:anna@example.org", "phone:+79160000001");

    @Autowired
    JdbcClient jdbc;

    private final List<String> stopped = new ArrayList<>();
    private Refusals refusals;

    @BeforeEach
    void queued() {
        jdbc.sql("TRUNCATE message, delivery, consent, contact, contact_address").update();
        Ledger ledger = mock(Ledger.class);
        doAnswer(call -> stopped.addAll(call.<Collection<String>>getArgument(0))).when(ledger).changeDeliveries(anyCollection(), any());
        refusals = new Refusals(ledger, mock(Leases.class), jdbc);
        message("BYPHONE", "demo", "marketing", "sms", "phone:+79160000001");
        message("BYMAIL", "demo", "marketing", "email", "email:anna@example.org");
        message("SERVICE", "demo", "service", "sms", "phone:+79160000001");
        message("OTHERS", "other", "marketing", "sms", "phone:+79160000001");
        message("STRANGER", "demo", "marketing", "sms", "phone:+79160000002");
    }

    @Test
    void aWordOnOneAddressStopsWhatIsQueuedForThePersonOnAnother() {
        isOnePerson();
        say("phone:+79160000001", null, false);
        refusals.stop("demo", ANNA, "marketing", null);
        assertThat(stopped).containsExactlyInAnyOrder("BYPHONE", "BYMAIL");
    }

    @Test
    void withoutAContactAnAddressIsAPersonOfItsOwn() {
        say("phone:+79160000001", null, false);
        refusals.stop("demo", ANNA, "marketing", null);
        assertThat(stopped).containsExactly("BYPHONE");
    }

    @Test
    void aWordOnOneChannelLeavesTheOther() {
        isOnePerson();
        say("phone:+79160000001", "email", false);
        refusals.stop("demo", ANNA, "marketing", "email");
        assertThat(stopped).containsExactly("BYMAIL");
    }

    @Test
    void whatWasGrantedAgainMeanwhileIsNotStopped() {
        isOnePerson();
        say("phone:+79160000001", null, false);
        say("phone:+79160000001", null, true);
        refusals.stop("demo", ANNA, "marketing", null);
        assertThat(stopped).isEmpty();
    }

    @Test
    void anAnswerToWhatThePersonWroteIsNotStopped() {
        say("phone:+79160000001", null, false);
        jdbc.sql("UPDATE message SET answers = 1 WHERE id = 'BYPHONE'").update();
        refusals.stop("demo", ANNA, "marketing", null);
        assertThat(stopped).isEmpty();
    }

    private void isOnePerson() {
        jdbc.sql("""
                INSERT INTO contact (account, id, addresses, attributes, preferences, created_at, updated_at)
                VALUES ('demo', 'anna', '{}', '{}', '{}', now(), now())
                """).update();
        ANNA.forEach(key -> jdbc.sql("INSERT INTO contact_address (account, address, contact) VALUES ('demo', ?, 'anna')").param(key).update());
    }

    private void say(String address, String channel, boolean granted) {
        jdbc.sql("""
                INSERT INTO consent (id, account, address, class, channel, granted, method, at, recorded_at, recorded_by)
                VALUES ((SELECT count(*)::text FROM consent), 'demo', ?, 'marketing', ?, ?, 'call', clock_timestamp(), now(), 'demo')
                """).params(address, channel, granted).update();
    }

    private void message(String id, String account, String messageClass, String channel, String address) {
        jdbc.sql("""
                INSERT INTO message (id, account, class, status, recipient, addresses, text, plan, tags, callback_events, created_at,
                                     valid_until, timeline)
                VALUES (?, ?, ?, 'accepted', '{}', ARRAY[?], '', '[]', '{}', '{}', now(), now(), '[]')
                """).params(id, account, messageClass, address).update();
        jdbc.sql("""
                INSERT INTO delivery (id, message_id, account, position, channel, address, status, rank, segments, reference, timeline)
                VALUES (?, ?, ?, 0, ?, '', 'queued', 0, 1, 0, '[]')
                """).params(id, id, account, channel).update();
    }
}
