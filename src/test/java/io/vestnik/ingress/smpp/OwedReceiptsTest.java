package io.vestnik.ingress.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.harness.Customer;
import io.vestnik.harness.Esme;
import io.vestnik.harness.FakeCarrier;
import io.vestnik.harness.Hub;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a client is owed reaches it, wherever it was meanwhile and whatever became of the hub. */
class OwedReceiptsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static FakeCarrier carrier;
    private static Hub hub;
    private static Customer school;

    @BeforeAll
    static void start() throws Exception {
        carrier = FakeCarrier.start();
        hub = Hub.start(
                Hub.newFolder("owed"),
                "vestnik.accounts[0].id=school",
                "vestnik.accounts[0].api-keys[0]=school-key",
                "vestnik.accounts[0].senders[0]=VESTNIK",
                "vestnik.accounts[0].smpp.system-id=school",
                "vestnik.accounts[0].smpp.password=secret",
                "vestnik.accounts[0].hours.service=always",
                "vestnik.channels.sms.providers[0].name=carrier",
                "vestnik.channels.sms.providers[0].uri=" + carrier.uri());
        school = new Customer(hub, "school-key");
    }

    @AfterAll
    static void stop() throws Exception {
        hub.close();
        carrier.close();
    }

    @Test
    void aClientThatWasAwayIsToldWhenItComesBack() {
        String id;
        try (Esme transmitter = bound(BindType.BIND_TX)) {
            id = transmitter.submit("79161230501", "for later");
            school.ended(id);
            assertThat(transmitter.delivered()).isEmpty();
        }
        try (Esme receiver = bound(BindType.BIND_RX)) {
            await().atMost(PATIENCE).until(() -> receiver.receipts(id).size() == 1);
            assertThat(receiver.receipts(id).get(0)).contains("dlvrd:001").contains("stat:DELIVRD").endsWith("text:for later");
        }
        try (Esme again = bound(BindType.BIND_TRX)) {
            String next = again.submit("79161230501", "the next");
            await().atMost(PATIENCE).until(() -> again.receipts(next).size() == 1);
            assertThat(again.receipts(id)).as("told once").isEmpty();
        }
    }

    @Test
    void aReceiptThatTheClientCanNotTakeNowComesAgain() {
        try (Esme client = bound(BindType.BIND_TRX).answering(0x64)) { // ESME_RX_T_APPN
            String id = client.submit("79161230502", "again");
            await().atMost(PATIENCE).until(() -> !client.receipts(id).isEmpty());
            client.answering(0);
            int before = client.receipts(id).size();
            await().atMost(PATIENCE).until(() -> client.receipts(id).size() > before);
        }
    }

    @Test
    void aSessionThatBreaksOffLosesNoReceipt() {
        Esme client = bound(BindType.BIND_TRX);
        List<String> ids = IntStream.range(0, 200).mapToObj(i -> client.submit("79161230503", "number " + i)).toList();
        client.drop();
        ids.forEach(school::ended);
        try (Esme back = bound(BindType.BIND_TRX)) {
            await().atMost(PATIENCE).until(() -> ids.stream()
                    .allMatch(id -> client.receipts(id).size() + back.receipts(id).size() >= 1));
        }
    }

    @Test
    void aHubThatIsKilledOwesWhatItOwed() {
        List<String> ids;
        try (Esme transmitter = bound(BindType.BIND_TX)) {
            ids = IntStream.range(0, 200).mapToObj(i -> transmitter.submit("79161230504", "number " + i)).toList();
            hub.kill();
            transmitter.drop();
        }
        hub.start();
        try (Esme receiver = bound(BindType.BIND_RX)) {
            Set<String> told = new HashSet<>();
            await().atMost(PATIENCE.multipliedBy(2)).until(() -> {
                ids.stream().filter(id -> !receiver.receipts(id).isEmpty()).forEach(told::add);
                return told.size() == ids.size();
            });
        }
    }

    @Test
    void whatARecipientRepliesIsDelivered() {
        try (Esme client = bound(BindType.BIND_TRX)) {
            school.ended(client.submit("79161230505", "Will you come?"));
            carrier.reply("79161230505", "VESTNIK", "Приду!");
            await().atMost(PATIENCE).until(() -> client.delivered().stream().anyMatch(OwedReceiptsTest::isReply));
            DeliverSm reply = client.delivered().stream().filter(OwedReceiptsTest::isReply).findFirst().orElseThrow();
            assertThat(reply.getSourceAddr()).isEqualTo("79161230505");
            assertThat(reply.getDestAddress()).isEqualTo("VESTNIK");
            assertThat(reply.getDataCoding()).isEqualTo((byte) 8);
            assertThat(new String(reply.getShortMessage(), StandardCharsets.UTF_16BE)).isEqualTo("Приду!");
        }
    }

    @Test
    void aReceiptHasItsParameters() {
        carrier.receiptState("79161230506", "UNDELIV");
        try (Esme client = bound(BindType.BIND_TRX)) {
            String id = client.submit("79161230506", "no");
            await().atMost(PATIENCE).until(() -> client.receipts(id).size() == 1);
            assertThat(client.receipts(id).get(0)).contains("dlvrd:000").contains("stat:UNDELIV");
            DeliverSm receipt = client.delivered().stream() // the other tests' may come here, too
                    .filter(deliver -> new String(deliver.getShortMessage(), StandardCharsets.US_ASCII).startsWith("id:" + id))
                    .findFirst()
                    .orElseThrow();
            assertThat(receipt.isSmscDeliveryReceipt()).isTrue();
            assertThat(receipt.getDestAddress()).isEqualTo("VESTNIK");
            assertThat(receipt.getOptionalParameter(OptionalParameter.Receipted_message_id.class).getValueAsString()).isEqualTo(id);
            assertThat(receipt.getOptionalParameter(OptionalParameter.Message_state.class).getValue()).isEqualTo((byte) 5);
        }
    }

    private static boolean isReply(DeliverSm deliver) {
        return !deliver.isSmscDeliveryReceipt();
    }

    private static Esme bound(BindType type) {
        return Esme.bound(hub.smppPort(), type, "school", "secret");
    }
}
