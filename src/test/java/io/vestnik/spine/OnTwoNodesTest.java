package io.vestnik.spine;

import static io.vestnik.harness.Customer.each;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.harness.Customer;
import io.vestnik.harness.Esme;
import io.vestnik.harness.FakeCarrier;
import io.vestnik.harness.Hub;
import io.vestnik.harness.OperatorClient;
import io.vestnik.platform.broker.ExternalBroker;
import io.vestnik.platform.postgres.ExternalPostgres;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jsmpp.bean.BindType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is done on one node holds on the other. */
class OnTwoNodesTest {

    private static final Duration SECONDS = Duration.ofSeconds(10);
    private static final ExternalPostgres POSTGRES = new ExternalPostgres();
    private static final ExternalBroker BROKER = new ExternalBroker();
    private static FakeCarrier carrier;
    private static Hub here;
    private static Hub there;

    @BeforeAll
    static void start() throws Exception {
        POSTGRES.start();
        BROKER.start();
        carrier = FakeCarrier.start();
        List<String> settings = new ArrayList<>(POSTGRES.settings());
        settings.addAll(BROKER.settings());
        settings.add("vestnik.operators[0].name=root");
        settings.add("vestnik.operators[0].keys[0]=root-key");
        settings.add("vestnik.accounts[0].id=school");
        settings.add("vestnik.accounts[0].senders[0]=VESTNIK");
        settings.add("vestnik.accounts[0].smpp.system-id=school");
        settings.add("vestnik.accounts[0].smpp.password=secret");
        settings.add("vestnik.accounts[0].hours.service=always");
        settings.add("vestnik.channels.sms.providers[0].name=carrier-a");
        settings.add("vestnik.channels.sms.providers[0].uri=" + carrier.uri());
        here = Hub.start(Hub.newFolder("here"), settings.toArray(String[]::new));
        there = Hub.start(Hub.newFolder("there"), settings.toArray(String[]::new));
    }

    @AfterAll
    static void stop() throws Exception {
        here.close();
        there.close();
        carrier.close();
        BROKER.close();
        POSTGRES.close();
    }

    @Test
    void theOtherNodeSeesKeysAndSwitches() {
        OperatorClient root = new OperatorClient(here, "root-key");
        root.put("accounts/bakery", "{'hours': {'service': 'always'}}", 201);
        String key = root.post("accounts/bakery/keys", 201).get("key").asText();
        Customer bakery = new Customer(there, key);
        await().atMost(SECONDS).until(() -> bakery.get("/api/v1/messages").statusCode() == 200);

        root.post("accounts/bakery/pause", 200);
        String id = bakery.send("{'to': {'phone': '+79165550101'}, 'text': 'a'}");
        await().atMost(SECONDS).until(() -> each(bakery.message(id).get("timeline"), "code").contains("paused"));
        new OperatorClient(there, "root-key").post("accounts/bakery/resume", 200);
        assertThat(bakery.ended(id).get("status").asText()).isEqualTo("delivered");
        assertThat(texts("79165550101")).containsExactly("a");

        root.post("accounts/bakery/close", 200);
        await().atMost(SECONDS).until(() -> bakery.get("/api/v1/messages").statusCode() == 401);
    }

    @Test
    void aReceiptFindsItsClientOnTheOtherNode() {
        try (Esme sender = bound(here, BindType.BIND_TX); Esme receiver = bound(there, BindType.BIND_RX)) {
            String id = sender.submit("79165550102", "b");
            await().atMost(SECONDS.multipliedBy(3)).until(() -> receiver.receipts(id).size() == 1);
        }
    }

    @Test
    void partsThatComeToBothNodesAreOneMessage() {
        try (Esme first = bound(here, BindType.BIND_TRX); Esme second = bound(there, BindType.BIND_TRX)) {
            String end = second.submit("79165550103", 0x40, part(2, "the end"), 0, "");
            String beginning = first.submit("79165550103", 0x40, part(1, "The beginning and "), 0, "");
            for (String id : List.of(beginning, end)) {
                await().atMost(SECONDS.multipliedBy(3)).until(() -> first.receipts(id).size() + second.receipts(id).size() == 1);
            }
            assertThat(texts("79165550103")).containsExactly("The beginning and the end");
        }
    }

    private static byte[] part(int number, String text) {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        part.writeBytes(new byte[] {5, 0, 3, 77, 2, (byte) number});
        part.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        return part.toByteArray();
    }

    private static List<String> texts(String to) {
        return carrier.accepted().stream()
                .filter(submit -> submit.destination().equals(to))
                .map(FakeCarrier.Submit::text)
                .toList();
    }

    private static Esme bound(Hub hub, BindType type) {
        return Esme.bound(hub.smppPort(), type, "school", "secret");
    }
}
