package io.vestnik.docker;

import static io.vestnik.harness.Customer.each;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Customer;
import io.vestnik.harness.Hub;
import io.vestnik.harness.Traffic;
import io.vestnik.platform.postgres.ExternalPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientRequestor;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.api.core.management.ManagementHelper;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code docker/compose.yaml} puts together, started by hand: its environment, its broker.xml, its health check. */
class ComposedHubTest {

    private static final Compose COMPOSE = Compose.read();
    private static final ExternalPostgres POSTGRES = new ExternalPostgres();
    private static ArtemisProcess broker;
    private static Map<String, String> environment;
    private static Hub hub;
    private static Customer account;

    @BeforeAll
    static void start() throws Exception {
        POSTGRES.start();
        Map<String, String> database = new TreeMap<>();
        POSTGRES.settings().forEach(setting -> database.put(setting.replaceFirst("=.*", ""), setting.replaceFirst(".*?=", "")));
        Map<String, String> values = Map.of(
                "VESTNIK_DB_PASSWORD", database.get("spring.datasource.password"),
                "VESTNIK_BROKER_PASSWORD", "broker-secret",
                "VESTNIK_ACCOUNT", "school",
                "VESTNIK_API_KEY", "demo-key", // as the harness says by default
                "VESTNIK_OPERATOR_KEY", "operator-key",
                "VESTNIK_METRICS_KEY", "metrics-key");
        broker = new ArtemisProcess(COMPOSE.environment("broker", values));
        broker.start();
        String place = database.get("spring.datasource.url").replaceFirst("jdbc:postgresql://(.*)/postgres", "$1");
        createDatabase(place, values.get("VESTNIK_DB_PASSWORD"));
        environment = COMPOSE.environment("vestnik", values);
        environment.replaceAll((name, value) -> value // the names that Compose gives its machines
                .replace("postgres:5432", place)
                .replace("broker:61616", "127.0.0.1:" + broker.port()));
        environment.put("SERVER_PORT", Integer.toString(Hub.freePort()));
        environment.put("VESTNIK_SMPP_PORT", "0");
        Path folder = Hub.newFolder("composed");
        environment.put("VESTNIK_SFTP_PORT", "0");
        environment.put("VESTNIK_DATADIR", folder.resolve("data").toString());
        hub = Hub.inContainer(folder, environment);
        hub.start();
        account = Customer.demo(hub);
    }

    private static void createDatabase(String place, String password) throws Exception {
        Map<String, String> image = COMPOSE.environment("postgres");
        try (Connection connection =
                DriverManager.getConnection("jdbc:postgresql://" + place + "/postgres", image.get("POSTGRES_USER"), password)) {
            connection.createStatement().execute("CREATE DATABASE " + image.get("POSTGRES_DB"));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (hub != null) {
            hub.close();
        }
        if (broker != null) {
            broker.close();
        }
        POSTGRES.close();
    }

    @Test
    void losesAndRepeatsNothingWhenTheBrokerIsKilledUnderLoad() throws Exception {
        Traffic traffic = Traffic.start("composed", "791684", 400, hub);
        traffic.awaitAccepted(100);
        broker.kill();
        traffic.awaitAccepted(250); // accepted with the broker away
        broker.start();
        Map<String, String> accepted = traffic.finish();
        assertThat(traffic.refusals()).isEmpty();
        for (String id : accepted.values()) {
            JsonNode message = account.ended(id);
            assertThat(message.get("status").asText()).as(message.toString()).isEqualTo("delivered");
        }
        List<String> taken = new ArrayList<>(each(account.read("/api/v1/sandbox/messages?limit=500").get("messages"), "to"));
        List<String> sent = new ArrayList<>(accepted.keySet().stream().map(phone -> "+" + phone).toList());
        Collections.sort(taken);
        Collections.sort(sent);
        assertThat(taken).isEqualTo(sent);
    }

    @Test
    void theBrokerHasTheQueuesAndSettingsOfTheEmbeddedOne() throws Exception {
        account.outcome("{'to':{'phone':'+79168900000'},'class':'transactional','text':'x'}");
        try (ServerLocator locator = ActiveMQClient.createServerLocator("tcp://127.0.0.1:" + broker.port());
                ClientSessionFactory factory = locator.createSessionFactory();
                ClientSession session =
                        factory.createSession("vestnik", "broker-secret", false, true, true, false, 1)) {
            session.start();
            assertThat((Object[]) ask(session, "getQueueNames"))
                    .contains("vestnik.accepted", "vestnik.receipts", "vestnik.replies", "vestnik.callbacks", "vestnik.dead",
                            "vestnik.egress.sms");
            JsonNode settings = Hub.JSON.readTree((String) ask(session, "getAddressSettingsAsJSON", "vestnik.egress.sms"));
            assertThat(settings.get("maxDeliveryAttempts").asInt()).isEqualTo(-1);
            assertThat(settings.get("maxRedeliveryDelay").asLong()).isEqualTo(30_000);
            assertThat(settings.get("redeliveryMultiplier").asDouble()).isEqualTo(2);
            assertThat(settings.get("deadLetterAddress").asText()).isEqualTo("vestnik.dead");
        }
    }

    private static Object ask(ClientSession session, String operation, Object... arguments) throws Exception {
        try (ClientRequestor requestor = new ClientRequestor(session, "activemq.management")) {
            ClientMessage question = session.createMessage(false);
            ManagementHelper.putOperationInvocation(question, ResourceNames.BROKER, operation, arguments);
            ClientMessage answer = requestor.request(question, 10_000);
            assertThat(ManagementHelper.hasOperationSucceeded(answer)).isTrue();
            return ManagementHelper.getResult(answer);
        }
    }

    @Test
    void itsJournalIsWhereTheVolumeIs() {
        assertThat(broker.folder().resolve("data/journal")).isDirectoryContaining(file -> file.toString().endsWith(".amq"));
    }

    @Test
    void keysOpenTheirDoorsAndNoOther() {
        assertThat(hub.get("/api/v1/messages").statusCode()).isEqualTo(200);
        assertThat(hub.get("/api/v1/messages", "Authorization", "Bearer metrics-key").statusCode()).isNotEqualTo(200);
        assertThat(hub.get("/actuator/health/liveness", "Authorization", "").statusCode()).isEqualTo(200);
        assertThat(hub.get("/actuator/metrics").statusCode()).isEqualTo(401);
        assertThat(hub.get("/actuator/metrics", "Authorization", "Bearer metrics-key").statusCode()).isNotEqualTo(401);
    }

    /** The command of the image's health check, as Docker runs it. */
    @Test
    void theHealthCheckTellsAHubThatLivesFromNone() throws Exception {
        assertThat(healthCheck(environment.get("SERVER_PORT"))).isZero();
        assertThat(healthCheck(Integer.toString(Hub.freePort()))).isNotZero();
    }

    private static int healthCheck(String port) throws Exception {
        ProcessBuilder check = new ProcessBuilder(DockerfileTest.healthCheck()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        check.environment().put("SERVER_PORT", port);
        Process process = check.start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void withoutADatabaseItSaysWhatIsMissing() throws Exception {
        Map<String, String> without = new TreeMap<>(environment);
        without.keySet().removeIf(name -> name.startsWith("SPRING_DATASOURCE"));
        Path folder = Hub.newFolder("no-database");
        without.put("VESTNIK_DATADIR", folder.resolve("data").toString());
        Hub lost = Hub.inContainer(folder, without);
        lost.launch();
        await().atMost(Duration.ofSeconds(60)).until(() -> !lost.isAlive());
        assertThat(Files.readString(lost.log()))
                .contains("spring.datasource.url: is not set, and this build carries no PostgreSQL")
                .doesNotContain("\tat ");
    }
}
