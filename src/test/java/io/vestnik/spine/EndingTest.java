package io.vestnik.spine;

import static io.vestnik.harness.Customer.each;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.AccountsHub;
import io.vestnik.harness.Customer;
import io.vestnik.harness.FakeCarrier;
import io.vestnik.harness.FakeCarrier.Submit;
import io.vestnik.harness.Hub;
import io.vestnik.harness.Sink;
import io.vestnik.harness.Traffic;
import io.vestnik.platform.broker.ExternalBroker;
import io.vestnik.platform.postgres.ExternalPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** SIGTERM in mid-traffic, whatever else is away: the hub ends in 30 s, and its next start finishes what it had promised. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EndingTest {

    /** The contract, not a measurement: what is longer is killed by those who run it. */
    private static final Duration AT_MOST = Duration.ofSeconds(30);
    private static final int MESSAGES = 300;
    private static final int WINDOW = 20;
    private static final int STOPS_UNHEARD = 3;
    /** Messages that were under way when a stop could hear or keep no answer. */
    private static final Map<String, String> UNHEARD = new HashMap<>();

    private static final ExternalPostgres POSTGRES = new ExternalPostgres();
    private static final ExternalBroker BROKER = new ExternalBroker();
    private static final int CARRIER_PORT = Hub.freePort();
    private static final List<FakeCarrier> CARRIERS = new ArrayList<>(); // one after the other, on the same port
    private static FakeCarrier carrier;
    private static Hub hub;
    private static Customer account;

    @BeforeAll
    static void start() throws Exception {
        POSTGRES.start();
        BROKER.start();
        carrier = carrier();
        List<String> settings = new ArrayList<>(POSTGRES.settings());
        settings.addAll(BROKER.settings());
        settings.addAll(List.of(
                "vestnik.channels.sms.providers[0].name=carrier-a",
                "vestnik.channels.sms.providers[0].uri=" + carrier.uri(),
                "vestnik.channels.sms.providers[0].window=" + WINDOW,
                "vestnik.unknown-wait=2s",
                "vestnik.callbacks.allow-private-addresses=true",
                "vestnik.accounts[0].id=school",
                "vestnik.accounts[0].api-keys[0]=demo-key",
                "vestnik.accounts[0].callback.secret=" + AccountsHub.SECRET));
        hub = Hub.start(Hub.newFolder("ending"), settings.toArray(String[]::new));
        account = Customer.demo(hub);
    }

    private static FakeCarrier carrier() throws Exception {
        CARRIERS.add(FakeCarrier.start(CARRIER_PORT).delay(Duration.ofMillis(50)));
        return CARRIERS.get(CARRIERS.size() - 1);
    }

    @AfterAll
    static void stop() throws Exception {
        hub.close();
        carrier.close();
        BROKER.close();
        POSTGRES.close();
    }

    /** Callbacks are under way to a target that takes longer than the hub has left. */
    @Test
    void losesAndRepeatsNothingUnderLoad() throws Exception {
        int unbinds = carrier.unbinds();
        Sink slow = new Sink(exchange -> {
            Sink.takes(Duration.ofSeconds(25));
            exchange.sendResponseHeaders(200, -1);
        });
        for (int i = 0; i < 20; i++) {
            account.send("{'to':{'phone':'+7916970%04d'},'class':'transactional','text':'x','callback':{'url':'%s'}}"
                    .formatted(1_000 + i, slow.url()));
        }
        Traffic traffic = Traffic.start("load", "791691", MESSAGES, hub);
        traffic.awaitAccepted(MESSAGES / 2);
        await().atMost(Duration.ofSeconds(30)).until(() -> !slow.requests.isEmpty());
        hub.stop(AT_MOST);
        slow.close();
        assertThat(carrier.unbinds() - unbinds).as("unbound in order").isEqualTo(1);
        hub.start();
        Map<String, String> accepted = traffic.finish();
        assertThat(traffic.refusals().keySet()).as("a closed door promises nothing").isSubsetOf(0, 503);
        assertDelivered(accepted.values());
        assertThat(copies(accepted.keySet())).allSatisfy((phone, copies) -> assertThat(copies).as(phone).isOne());
    }

    @Test
    void losesAndRepeatsNothingWithTheBrokerGone() throws Exception {
        Traffic traffic = Traffic.start("no-broker", "791692", MESSAGES, hub);
        traffic.awaitAccepted(MESSAGES / 3);
        BROKER.stop();
        traffic.awaitAccepted(MESSAGES / 2);
        hub.stop(AT_MOST);
        BROKER.start();
        hub.start();
        Map<String, String> accepted = traffic.finish();
        assertDelivered(accepted.values());
        assertThat(copies(accepted.keySet())).allSatisfy((phone, copies) -> assertThat(copies).as(phone).isOne());
    }

    @Test
    void losesAndRepeatsNothingWithTheCarrierGone() throws Exception {
        carrier.close();
        Traffic traffic = Traffic.start("no-carrier", "791693", MESSAGES, hub);
        traffic.awaitAccepted(MESSAGES / 2);
        hub.stop(AT_MOST);
        carrier = carrier();
        hub.start();
        Map<String, String> accepted = traffic.finish();
        assertDelivered(accepted.values());
        assertThat(copies(accepted.keySet())).allSatisfy((phone, copies) -> assertThat(copies).as(phone).isOne());
    }

    @Test
    void endsWithACarrierThatKeepsTheConnectionAndSaysNothing() throws Exception {
        Traffic traffic = Traffic.start("mute", "791694", MESSAGES, hub);
        traffic.awaitAccepted(MESSAGES / 3);
        carrier.mute();
        traffic.awaitAccepted(MESSAGES / 2);
        hub.stop(AT_MOST);
        hub.start();
        UNHEARD.putAll(traffic.finish());
    }

    @Test
    void endsWithTheDatabaseGone() throws Exception {
        Traffic traffic = Traffic.start("no-database", "791695", MESSAGES, hub);
        traffic.awaitAccepted(MESSAGES / 2);
        POSTGRES.stop();
        hub.stop(AT_MOST);
        POSTGRES.start();
        hub.start();
        UNHEARD.putAll(traffic.finish());
    }

    /** Each of its waits has a limit, and they add up to more: it gives up what is left. */
    @Test
    void endsWithADatabaseThatKeepsTheConnectionsAndSaysNothing() throws Exception {
        Traffic traffic = Traffic.start("silent-database", "791696", MESSAGES, hub);
        traffic.awaitAccepted(MESSAGES / 2);
        POSTGRES.freeze();
        try {
            hub.stop(AT_MOST);
        } finally {
            POSTGRES.thaw();
        }
        hub.start();
        UNHEARD.putAll(traffic.finish());
    }

    /** Judged together at the end, since each may take the answer's 30 s. */
    @Test
    @Order(Integer.MAX_VALUE)
    void repeatsOnlyWhatWasOnTheWireWhenNoAnswerWasHeardOrKeptAndMarksIt() {
        assumeThat(UNHEARD).as("only after the tests above").isNotEmpty();
        assertDelivered(UNHEARD.values());
        Map<String, Long> copies = copies(UNHEARD.keySet());
        int repeated = 0;
        for (Map.Entry<String, String> message : UNHEARD.entrySet()) {
            JsonNode timeline = account.message(message.getValue()).get("timeline");
            boolean marked = each(timeline, "event").contains("repeated");
            assertThat(copies.get(message.getKey())).as(timeline.toString()).isBetween(1L, marked ? 2L : 1L);
            repeated += copies.get(message.getKey()) > 1 ? 1 : 0;
        }
        assertThat(repeated).isLessThanOrEqualTo(STOPS_UNHEARD * 2 * WINDOW);
    }

    private static void assertDelivered(Collection<String> ids) {
        for (String id : ids) {
            JsonNode message = account.ended(id);
            assertThat(message.get("status").asText()).as(message.toString()).isEqualTo("delivered");
        }
    }

    /** How often the carrier took what was for each phone. */
    private static Map<String, Long> copies(Collection<String> phones) {
        Map<String, Long> taken = CARRIERS.stream()
                .flatMap(some -> some.accepted().stream())
                .filter(submit -> phones.contains(submit.destination()))
                .collect(Collectors.groupingBy(Submit::destination, Collectors.counting()));
        assertThat(taken.keySet()).containsExactlyInAnyOrderElementsOf(phones);
        return taken;
    }
}
