package io.vestnik.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import io.vestnik.harness.AccountsHub;
import io.vestnik.harness.Customer;
import io.vestnik.harness.Esme;
import io.vestnik.harness.FakeCarrier;
import io.vestnik.harness.Hub;
import io.vestnik.harness.Scrape;
import io.vestnik.harness.Sink;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator sees of a hub that sends, whose carrier then refuses it, and takes its messages again. */
class SeenTest {

    private static final Duration LONG = Duration.ofSeconds(90);
    private static final String FLOW = "/actuator/health/flow";
    private static final Path OPERATIONS = Path.of("src/docs/operations.md");
    private static final Path BOARD = Path.of("docker/grafana/dashboards/vestnik.json");

    private static FakeCarrier carrier;
    private static Sink callbacks;
    private static Sink alerts;
    private static Hub hub;
    private static Customer school;
    private static Scrape sending;
    private static Scrape refused;
    private static Scrape healed;
    private static String refusedHealth;

    @BeforeAll
    static void watchAHub() throws IOException {
        carrier = FakeCarrier.start();
        callbacks = Sink.answering(204);
        alerts = Sink.answering(204);
        hub = Hub.start(
                Hub.newFolder("seen"),
                "vestnik.unknown-wait=1s",
                "vestnik.callbacks.allow-private-addresses=true",
                "vestnik.accounts[0].id=school",
                "vestnik.accounts[0].api-keys[0]=school-key",
                "vestnik.accounts[0].senders[0]=VESTNIK",
                "vestnik.accounts[0].smpp.system-id=school",
                "vestnik.accounts[0].smpp.password=secret",
                "vestnik.accounts[0].smpp.default-class=transactional",
                "vestnik.accounts[0].callback.url=" + callbacks.url(),
                "vestnik.accounts[0].callback.secret=" + AccountsHub.SECRET,
                "vestnik.operators[0].name=prometheus",
                "vestnik.operators[0].role=viewer",
                "vestnik.operators[0].keys[0]=viewer-key",
                "vestnik.channels.sms.providers[0].name=carrier-a",
                "vestnik.channels.sms.providers[0].uri=" + carrier.uri(),
                "vestnik.alerts.url=" + alerts.url(),
                "vestnik.alerts.secret=" + AccountsHub.SECRET,
                "vestnik.alerts.max-age.transactional=5s");
        school = new Customer(hub, "school-key");
        await().atMost(LONG).until(() -> flow() == 200); // it is bound
        sending();
        refusing();
        healing();
    }

    private static void sending() {
        List<String> ids = new ArrayList<>();
        ids.add(sms("+79163000001"));
        carrier.answer("79163000002", 0x0B);
        ids.add(sms("+79163000002"));
        ids.add(school.send("{'to':{'phone':'+79163000003'},'class':'marketing','text':'x'}"));
        ids.forEach(school::ended);
        carrier.dropAt(1);
        school.ended(sms("+79163000004"));
        school.post("/api/v1/messages", "{'to':");
        school.post("/api/v1/messages", "{'to':{'phone':'+79163000005'},'text':'x','sender':'STRANGER'}");
        await().atMost(LONG).until(() -> scrape().value("vestnik_callbacks_total", "result=\"done\"") >= 4);
        sending = scrape();
    }

    private static void refusing() {
        carrier.answer("79163000006", 0x0D);
        sms("+79163000006");
        await().atMost(LONG).until(() -> flow() == 503);
        sms("+79163000007");
        await().atMost(LONG).until(() -> told().contains("queue_age firing sms/transactional"));
        refused = scrape();
        refusedHealth = hub.get("/actuator/health").body();
        carrier.answer("79163000006", 0);
    }

    private static void healing() {
        await().atMost(LONG).until(() -> flow() == 200);
        await().atMost(LONG).until(() -> told().contains("queue_age resolved sms/transactional"));
        try (Esme client = Esme.bound(hub, "school", "secret")) {
            String id = client.submit("79163000008", "x");
            await().atMost(LONG).until(() -> client.receipts(id).size() == 1);
            await().atMost(LONG).until(() -> scrape().names().contains("vestnik_esme_delivers_total"));
            healed = scrape();
        }
    }

    @AfterAll
    static void stop() throws IOException {
        hub.close();
        carrier.close();
        callbacks.close();
        alerts.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "vestnik_accepted_total          | class=\"transactional\" | door=\"rest\"              | 3",
        "vestnik_account_accepted_total  | account=\"school\"      | account=                   | 4",
        "vestnik_rejected_total          | reason=\"malformed\"    | door=\"rest\"              | 1",
        "vestnik_rejected_total          | reason=\"unprocessable\"| door=\"rest\"              | 1",
        "vestnik_refused_total           | class=\"marketing\"     | reason=\"no_consent\"      | 1",
        "vestnik_failed_total            | kind=\"recipient\"      | provider=\"carrier-a\"     | 1",
        "vestnik_unknown_total           | channel=\"sms\"         | provider=\"carrier-a\"     | 1",
        "vestnik_dead_letters_total      | source=\"message\"      | source=                    | 1",
        "vestnik_ended_total             | class=\"marketing\"     | status=\"refused\"         | 1",
        "vestnik_ended_total             | class=\"transactional\" | status=\"delivered\"       | 2",
        "vestnik_final_seconds_count     | class=\"transactional\" | channel=\"sms\"            | 3",
        "vestnik_provider_usable         | channel=\"sms\"         | provider=\"carrier-a\"     | 1",
        "vestnik_window_slots            | channel=\"sms\"         | provider=\"carrier-a\"     | 50",
    })
    void whatHappenedIsCounted(String name, String label, String another, double value) {
        assertThat(sending.value(name, label, another)).isEqualTo(value);
    }

    /** How often a message is sent that a broken connection left unknown is the carrier's to say. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "vestnik_sent_total              | class=\"transactional\" | provider=\"carrier-a\"",
        "vestnik_submitted_seconds_count | class=\"transactional\" | channel=\"sms\"",
        "vestnik_receipts_total          | result=\"matched\"      | provider=\"carrier-a\"",
        "vestnik_batch_size_count        | batch=\"accept\"        | batch=",
        "vestnik_batch_size_count        | batch=\"settlement\"    | batch=",
        "vestnik_batch_size_count        | batch=\"claim\"         | batch=",
        "vestnik_batch_size_count        | batch=\"vestnik.egress.sms\" | batch=",
    })
    void whatHappenedOnceOrMoreIsCounted(String name, String label, String another) {
        assertThat(sending.value(name, label, another)).isPositive();
    }

    @Test
    void aRefusingProviderIsSeen() {
        assertThat(refused.value("vestnik_provider_circuit_open", "provider=\"carrier-a\"")).isEqualTo(1);
        assertThat(refused.value("vestnik_provider_usable", "provider=\"carrier-a\"")).isZero();
        assertThat(refused.value("vestnik_queue_depth", "queue=\"sms\"", "class=\"transactional\"")).isPositive();
        assertThat(refused.value("vestnik_queue_oldest_seconds", "queue=\"sms\"")).isGreaterThan(5);
        assertThat(refused.value("vestnik_waiting_rows", "status=\"queued\"")).isPositive();
        assertThat(healed.value("vestnik_provider_circuit_open", "provider=\"carrier-a\"")).isZero();
    }

    @Test
    void healthSaysWhichPartIsDownAndNothingMore() {
        assertThat(refusedHealth).contains("\"queues\":{\"status\":\"DOWN\"}", "\"providers\":{\"status\":\"DOWN\"}");
        assertThat(refusedHealth).doesNotContain("carrier-a", "school", "+7916");
    }

    @Test
    void oneSlowCarrierTakesNoNodeOut() {
        assertThat(refusedHealth).contains("\"readinessState\":{\"status\":\"UP\"}");
        assertThat(hub.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    }

    @Test
    void operatorsAreToldOnceAndToldWhenItIsOver() {
        assertThat(told()).contains("dead_letters firing dead-letters");
        assertThat(told()).filteredOn(alert -> alert.contains("sms/")).containsExactlyInAnyOrder(
                "circuit_open firing sms/carrier-a",
                "queue_age firing sms/transactional",
                "circuit_open resolved sms/carrier-a",
                "queue_age resolved sms/transactional");
    }

    @Test
    void everyAlertIsInTheLogToo() {
        assertThat(hub.logText().lines().filter(line -> line.contains("io.vestnik.alert")))
                .anyMatch(line -> line.contains(" ERROR ") && line.contains("alert=circuit_open state=firing"))
                .anyMatch(line -> line.contains(" INFO ") && line.contains("alert=circuit_open state=resolved"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"circuit-open", "queue-age", "dead-letters", "provider-weight"})
    void everyAlertHasItsPartInTheOperatorsPage(String anchor) throws IOException {
        assertThat(Files.readAllLines(OPERATIONS))
                .filteredOn(line -> line.startsWith("#"))
                .extracting(line -> line.replaceFirst("#+ ", "").toLowerCase().replace(' ', '-'))
                .contains(anchor);
    }

    @Test
    void theBoardShowsOnlyWhatThereIs() throws IOException {
        Set<String> asked = new TreeSet<>();
        Hub.JSON.readTree(BOARD.toFile()).findValuesAsText("expr").forEach(expression -> Pattern.compile(
                        "\\b(vestnik|jvm|process|hikaricp|http_server|logback)_[a-z0-9_]+")
                .matcher(expression).results().forEach(name -> asked.add(name.group())));
        assertThat(asked).hasSizeGreaterThan(20);
        assertThat(healed.names()).containsAll(asked);
    }

    @Test
    void theOperatorsPageHasEveryMetric() throws IOException {
        Set<String> documented = Pattern.compile("(?m)^\\| `(vestnik_[a-z_]+)` \\|")
                .matcher(Files.readString(OPERATIONS)).results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = new TreeSet<>();
        healed.names().stream()
                .filter(name -> name.startsWith("vestnik_"))
                .map(name -> name.replaceFirst("_(bucket|count|sum|max)$", ""))
                .forEach(known::add);
        assertThat(documented).containsExactlyElementsOf(known);
    }

    @Test
    void metricsAreForOperators() {
        assertThat(hub.get("/actuator/prometheus", "Authorization", "Bearer school-key").statusCode()).isEqualTo(401);
    }

    private static String sms(String phone) {
        return school.send("{'to':{'phone':'" + phone + "'},'class':'transactional','text':'x'}");
    }

    private static int flow() {
        return hub.get(FLOW).statusCode();
    }

    private static Scrape scrape() {
        return Scrape.of(hub, "viewer-key");
    }

    /** The alerts so far, verified by an implementation of the standard that is not ours. */
    private static List<String> told() {
        return alerts.requests.stream().map(SeenTest::verified).toList();
    }

    private static String verified(Sink.Request request) {
        try {
            new Webhook(AccountsHub.SECRET).verify(request.body(), HttpHeaders.of(request.headers(), (name, value) -> true));
            JsonNode event = Hub.JSON.readTree(request.body());
            assertThat(event.get("type").asText()).isEqualTo("io.vestnik.alert");
            JsonNode data = event.get("data");
            assertThat(data.get("runbook").asText()).startsWith("src/docs/operations.md#");
            return data.get("alert").asText() + " " + data.get("state").asText() + " " + data.get("subject").asText();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
