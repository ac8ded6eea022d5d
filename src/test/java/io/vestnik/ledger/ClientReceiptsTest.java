package io.vestnik.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vestnik.accept.Accept;
import io.vestnik.accept.MessageReader;
import io.vestnik.account.Accounts;
import io.vestnik.channel.FailureKind;
import io.vestnik.channel.Outcome;
import io.vestnik.channel.Receipt;
import io.vestnik.esme.EsmeDatabase;
import io.vestnik.esme.ReceiptWish;
import io.vestnik.message.NewMessage;
import io.vestnik.message.Origin;
import io.vestnik.queue.Handover;
import io.vestnik.queue.LiveNames;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A message whose client is to be told by deliver_sm, from its acceptance to its end. */
@SpringBootTest(classes = EsmeDatabase.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class ClientReceiptsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Accounts accounts;

    @Autowired
    MessageReader reader;

    @Autowired
    Accept accept;

    @Autowired
    Outcomes outcomes;

    @Autowired
    Receipts receipts;

    @Autowired
    Refusals refusals;

    @Autowired
    Cancellation cancellation;

    @Autowired
    Handover handover;

    @Autowired
    LiveNames bound;

    @BeforeEach
    void empty() {
        jdbc.sql("TRUNCATE esme_deliver, esme_submit, message, delivery, callback, provider_message, dead_letter").update();
        reset(handover);
    }

    @Test
    void whatIsDeliveredIsToldOfOnItsWayAndAtItsEnd() {
        String id = accepted("smpp:school?17", Set.of("sent"));
        bound.add("school");
        outcomes.accept(new Outcome.Sent(sending(), List.of("p1")));
        await().until(() -> told().equals(List.of(id + " 1")));
        verify(handover).clients(argThat(ids -> ids.containsKey("school")));
        bound.remove("school");
        receipts.settle(List.of(new Receipt("a", "p1", Receipt.State.DELIVERED, "000", Instant.now(), null, null, null)));
        assertThat(told()).containsExactly(id + " 1", id + " 2");
        assertThat(jdbc.sql("SELECT code FROM esme_deliver WHERE state = 2").query(String.class).single()).isEqualTo("000");
        assertThat(jdbc.sql("SELECT count(*) FROM callback").query(Integer.class).single()).isZero();
    }

    /** An unanswered submit is settled by a receipt that names its delivery, wherever that stands, and by no other. */
    @ParameterizedTest
    @CsvSource({"p9, true, delivered", "own, false, delivered", "p9, false, unknown"})
    void aReceiptWithOurIdSettlesWhatWasNotAnswered(String providerMessageId, boolean returned, String status) {
        accepted("smpp:school?1", Set.of());
        String delivery = sending();
        outcomes.accept(new Outcome.Unknown(delivery, "timeout"));
        await().until(() -> status().equals("unknown"));
        receipts.settle(List.of(new Receipt(
                "a", providerMessageId.equals("own") ? delivery : providerMessageId, Receipt.State.DELIVERED, null, Instant.now(), null, null,
                null, returned ? delivery : null)));
        assertThat(status()).isEqualTo(status);
    }

    @Test
    void aReceiptThatCameBeforeItsTimeIsFoundByOurIdLater() {
        accepted("smpp:school?1", Set.of());
        String delivery = sending();
        receipts.settle(List.of(
                new Receipt("a", "p9", Receipt.State.DELIVERED, null, Instant.now(), null, null, null, delivery)));
        outcomes.accept(new Outcome.Unknown(delivery, "timeout"));
        await().until(() -> status().equals("unknown"));
        receipts.settleUnknown();
        assertThat(status()).isEqualTo("delivered");
    }

    @Test
    void whatIsUndeliveredIsTold() {
        String id = accepted("smpp:school?2", Set.of());
        outcomes.accept(new Outcome.Sent(sending(), List.of("p1")));
        receipts.settle(List.of(new Receipt("a", "p1", Receipt.State.UNDELIVERED, "011", Instant.now(), null, null, null)));
        assertThat(told()).containsExactly(id + " 5");
    }

    @Test
    void whatNoProviderTookIsToldAsUndeliverable() {
        String id = accepted("smpp:school?1", Set.of());
        outcomes.accept(new Outcome.Refused(sending(), FailureKind.CHANNEL, "0x08", null));
        await().until(() -> told().equals(List.of(id + " 5")));
    }

    @Test
    void whatIsRefusedIsToldAsRejected() {
        String id = accepted("smpp:school?1", Set.of());
        refusals.refuse(List.of(delivery()), "opted_out");
        assertThat(told()).containsExactly(id + " 8");
    }

    @Test
    void whatExpiresIsTold() {
        String id = accepted("smpp:school?1", Set.of());
        jdbc.sql("UPDATE message SET valid_until = now() - interval '1 s'").update();
        refusals.expire(List.of(delivery()));
        assertThat(told()).containsExactly(id + " 3");
    }

    @Test
    void whatIsCancelledIsToldAsDeletedAndNotEnqueuedForAClientThatIsAway() {
        String id = accepted("smpp:school?1", Set.of());
        cancellation.cancel("school", id);
        assertThat(told()).containsExactly(id + " 4");
        assertThat(jdbc.sql("SELECT count(*) FROM esme_deliver WHERE node IS NULL AND due <= now()").query(Integer.class).single())
                .isEqualTo(1);
    }

    @Test
    void whatWasNotAskedForIsNotOwed() {
        String id = accepted("smpp:school?2", Set.of());
        outcomes.accept(new Outcome.Sent(sending(), List.of("p1")));
        receipts.settle(List.of(new Receipt("a", "p1", Receipt.State.DELIVERED, "000", Instant.now(), null, null, null)));
        await().until(() -> jdbc.sql("SELECT status FROM message WHERE id = ?").param(id).query(String.class).single().equals("delivered"));
        assertThat(told()).isEmpty();
    }

    @Test
    void aWebhookIsToldAsBefore() {
        String id = accepted("https://crm.example/hook", Set.of());
        cancellation.cancel("school", id);
        assertThat(told()).isEmpty();
        assertThat(jdbc.sql("SELECT message_id FROM callback").query(String.class).list()).containsExactly(id);
        verify(handover).callbacks(argThat(ids -> ids.size() == 1));
    }

    private String accepted(String url, Set<String> events) {
        ObjectNode json = JSON.createObjectNode().put("text", "Lessons begin").put("sender", "SCHOOL");
        json.putObject("to").put("phone", "+79161234567");
        NewMessage message = reader.read(accounts.get("school"), json, null, new Origin("smpp", null)).telling(url, events);
        assertThat(ReceiptWish.of(url).map(ReceiptWish::events).orElse(Set.of())).isEqualTo(events);
        return accept.accept(message).join().id();
    }

    private String sending() {
        jdbc.sql("UPDATE delivery SET status = 'sending', provider = 'a', attempts = 1").update();
        return delivery();
    }

    private String delivery() {
        return jdbc.sql("SELECT id FROM delivery").query(String.class).single();
    }

    private String status() {
        return jdbc.sql("SELECT status FROM delivery").query(String.class).single();
    }

    private List<String> told() {
        return jdbc.sql("SELECT submit_id || ' ' || state FROM esme_deliver ORDER BY id").query(String.class).list();
    }
}
