package io.vestnik.spine;

import static io.vestnik.harness.Customer.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Customer;
import io.vestnik.harness.FakeCarrier;
import io.vestnik.harness.FakeCarrier.Submit;
import io.vestnik.harness.Hub;
import io.vestnik.harness.Traffic;
import io.vestnik.platform.broker.ExternalBroker;
import io.vestnik.platform.postgres.ExternalPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Two hubs share a database and a broker; one is killed, the other one finishes what both had promised. */
class TwoNodesTest {

    private static final int MESSAGES = 500;
    private static final int WINDOW = 20;

    @Test
    void theOtherNodeFinishesWhatAKilledOneHadPromised() throws Exception {
        try (ExternalPostgres postgres = new ExternalPostgres();
                ExternalBroker broker = new ExternalBroker();
                FakeCarrier carrier = FakeCarrier.start().delay(Duration.ofMillis(100))) {
            postgres.start();
            broker.start();
            List<String> settings = new ArrayList<>(postgres.settings());
            settings.addAll(broker.settings());
            settings.add("vestnik.channels.sms.providers[0].name=carrier-a");
            settings.add("vestnik.channels.sms.providers[0].uri=" + carrier.uri());
            settings.add("vestnik.channels.sms.providers[0].window=" + WINDOW);
            settings.add("vestnik.unknown-wait=3s");
            try (Hub doomed = Hub.start(Hub.newFolder("node-a"), settings.toArray(String[]::new));
                    Hub survivor = Hub.start(Hub.newFolder("node-b"), settings.toArray(String[]::new))) {
                assertThat(carrier.bound()).as("each node binds").isEqualTo(2);
                Traffic traffic = Traffic.start("nodes", "791683", MESSAGES, doomed, survivor);
                traffic.awaitAccepted(MESSAGES / 2);
                doomed.kill();
                Map<String, String> accepted = traffic.finish();
                assertThat(accepted).hasSize(MESSAGES);
                assertThat(traffic.refusals().keySet()).as("only the dead one did not answer").isSubsetOf(0);
                assertSettled(Customer.demo(survivor), accepted, carrier);
            }
        }
    }

    private static void assertSettled(Customer demo, Map<String, String> accepted, FakeCarrier carrier) {
        accepted.values().forEach(id -> assertThat(demo.ended(id).get("status").asText()).isEqualTo("delivered"));
        Map<String, Long> copies =
                carrier.accepted().stream().collect(Collectors.groupingBy(Submit::destination, Collectors.counting()));
        assertThat(copies.keySet()).isEqualTo(accepted.keySet());
        int repeated = 0;
        for (Map.Entry<String, String> message : accepted.entrySet()) {
            JsonNode timeline = demo.message(message.getValue()).get("timeline");
            boolean marked = each(timeline, "event").contains("repeated");
            assertThat(copies.get(message.getKey())).as(timeline.toString()).isLessThanOrEqualTo(marked ? 2 : 1);
            repeated += copies.get(message.getKey()) > 1 ? 1 : 0;
        }
        assertThat(repeated).as("at most what was on the wire").isLessThanOrEqualTo(2 * WINDOW);
    }
}
