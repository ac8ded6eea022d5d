package io.vestnik.spine;

import static io.vestnik.harness.Customer.each;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.harness.Customer;
import io.vestnik.harness.FakeCarrier;
import io.vestnik.harness.Hub;
import io.vestnik.harness.OperatorClient;
import io.vestnik.platform.broker.ExternalBroker;
import io.vestnik.platform.postgres.ExternalPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator does on one node holds on the other. */
class OperatorsOnTwoNodesTest {

    private static final Duration SECONDS = Duration.ofSeconds(10);

    @Test
    void theOtherNodeSeesKeysAndSwitches() throws Exception {
        try (ExternalPostgres postgres = new ExternalPostgres();
                ExternalBroker broker = new ExternalBroker();
                FakeCarrier carrier = FakeCarrier.start()) {
            postgres.start();
            broker.start();
            List<String> settings = new ArrayList<>(postgres.settings());
            settings.addAll(broker.settings());
            settings.add("vestnik.operators[0].name=root");
            settings.add("vestnik.operators[0].keys[0]=root-key");
            settings.add("vestnik.channels.sms.providers[0].name=carrier-a");
            settings.add("vestnik.channels.sms.providers[0].uri=" + carrier.uri());
            try (Hub here = Hub.start(Hub.newFolder("here"), settings.toArray(String[]::new));
                    Hub there = Hub.start(Hub.newFolder("there"), settings.toArray(String[]::new))) {
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
                assertThat(carrier.submits()).hasSize(1);

                root.post("accounts/bakery/close", 200);
                await().atMost(SECONDS).until(() -> bakery.get("/api/v1/messages").statusCode() == 401);
            }
        }
    }
}
