package io.vestnik.ingress.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vestnik.accept.Accept;
import io.vestnik.accept.Accepted;
import io.vestnik.accept.KeyReused;
import io.vestnik.accept.LocalTimes;
import io.vestnik.accept.MessageReader;
import io.vestnik.accept.SendTimeReader;
import io.vestnik.accept.StepOrder;
import io.vestnik.accept.RateExceeded;
import io.vestnik.account.Accounts;
import io.vestnik.audit.AccessLog;
import io.vestnik.audit.AuditLog;
import io.vestnik.channel.EgressRoutes;
import io.vestnik.channel.Providers;
import io.vestnik.node.Node;
import io.vestnik.operator.Operators;
import io.vestnik.pause.KillSwitch;
import io.vestnik.pause.Pauses;
import io.vestnik.registry.AccountRegister;
import io.vestnik.registry.LoginRegister;
import io.vestnik.registry.OperatorRegister;
import io.vestnik.address.Addresses;
import io.vestnik.channel.http.RegisteredTemplates;
import io.vestnik.consent.ConsentHistory;
import io.vestnik.consent.ConsentLedger;
import io.vestnik.consent.ConsentReader;
import io.vestnik.contact.Contact;
import io.vestnik.contact.ContactBook;
import io.vestnik.contact.ContactReader;
import io.vestnik.contact.Contacts;
import io.vestnik.erasure.Erasures;
import io.vestnik.reply.Replies;
import io.vestnik.gate.Rehearsal;
import io.vestnik.health.ProviderHealth;
import io.vestnik.ledger.Cancellation;
import io.vestnik.ledger.MessageHistory;
import io.vestnik.ledger.Rescheduling;
import io.vestnik.ledger.TaggedMessages;
import io.vestnik.zone.Zones;
import io.vestnik.message.NewMessage;
import io.vestnik.parking.DeadLetters;
import io.vestnik.route.RouteCounts;
import io.vestnik.route.RoutesInForce;
import io.vestnik.session.ContactSessions;
import io.vestnik.session.DeepLinks;
import io.vestnik.session.ForbiddenChannels;
import io.vestnik.settings.VestnikSettings;
import io.vestnik.subscription.Links;
import io.vestnik.suppression.SuppressionList;
import io.vestnik.suppression.SuppressionReader;
import io.vestnik.suppression.Suppressions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** The REST door with its real routes and HTTP server, and nothing behind it. */
@MockitoBean(types = {
    AccountRegister.class, LoginRegister.class, OperatorRegister.class, AuditLog.class, AccessLog.class, KillSwitch.class, Pauses.class,
    Providers.class, Node.class, RoutesInForce.class, RouteCounts.class, ConsentHistory.class, Links.class, Rescheduling.class,
    TaggedMessages.class, Erasures.class, Replies.class, Rehearsal.class, StepOrder.class,
    ContactSessions.class, DeepLinks.class, ForbiddenChannels.class, RegisteredTemplates.class, ProviderHealth.class
})
@SpringBootTest(
        classes = RestDoorTest.Door.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.endpoint.health.validate-group-membership=false", // no database here
            "camel.main.routes-include-pattern=file:routes/ingress/rest.camel.yaml,file:routes/ingress/operators.camel.yaml,file:routes/config/ingress-errors.camel.yaml",
            "spring.autoconfigure.exclude=org.apache.camel.component.sql.springboot.SqlComponentAutoConfiguration"
        })
class RestDoorTest extends BadInputTable {

    // no @Configuration: a hub that a test starts on this class path would take it in
    @EnableAutoConfiguration(exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
    @EnableConfigurationProperties(VestnikSettings.class)
    @ComponentScan
    @Import({
        Addresses.class, MessageReader.class, SendTimeReader.class, LocalTimes.class, Zones.class, ConsentReader.class,
        ContactReader.class, SuppressionReader.class
    })
    static class Door {

        @Bean
        Accounts accounts(VestnikSettings settings) {
            return new Accounts(settings.accounts(), Clock.systemUTC());
        }

        @Bean
        Operators operators() {
            return new Operators(List.of(), true, Clock.systemUTC());
        }

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        ToIntFunction<String> smsSegments() {
            return text -> 1;
        }
    }

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String GOOD = "{\"to\": {\"phone\": \"+79161234567\"}, \"text\": \"a\"}";
    private static final String ID = "01JAAAAAAAAAAAAAAAAAAAAAAA";

    @MockitoBean
    Accept accept;

    @MockitoBean
    MessageHistory history;

    @MockitoBean
    Cancellation cancellation;

    @MockitoBean
    ConsentLedger consents;

    @MockitoBean
    Contacts contacts;

    @MockitoBean
    ContactBook book;

    @MockitoBean
    Suppressions suppressions;

    @MockitoBean
    SuppressionList suppressionList;

    @MockitoBean
    DeadLetters deadLetters;

    @MockitoBean
    EgressRoutes channels;

    @MockitoBean
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    @Override
    String baseUrl() {
        return "http://127.0.0.1:" + port;
    }

    @BeforeEach
    void nothingIsThere() {
        when(accept.accept(any())).thenReturn(CompletableFuture.completedFuture(new Accepted(ID, "accepted", false)));
        when(channels.test(any())).then(call -> Set.of("sms", "email", "telegram").contains(call.getArgument(0, String.class)));
        when(history.find(any(), any())).thenReturn(Optional.empty());
        when(cancellation.cancel(any(), any(String.class))).thenReturn(Cancellation.Result.UNKNOWN);
        when(deadLetters.replay(any(), any())).thenReturn(CompletableFuture.completedFuture(Optional.empty()));
        when(suppressionList.lift(any(), any())).thenReturn(SuppressionList.Lifted.NONE);
        when(consents.record(any())).thenAnswer(call -> call.getArgument(0));
        when(suppressions.hash(any())).thenReturn(new byte[32]);
        when(consents.person(any(), any())).thenAnswer(call -> List.of(call.getArgument(1, String.class)));
    }

    @Override
    void nothingIsStored() {
        verify(accept, never()).accept(any());
        verify(consents, never()).record(any());
        verify(book, never()).write(any(Contact.class));
        verify(suppressions, never()).add(any());
    }

    @Test
    void aGoodMessageIsAcceptedAndNothingIsEchoed() throws Exception {
        HttpResponse<String> answer = post("/messages", "application/json; charset=UTF-8", GOOD, "X-Secret", "s3cret");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"id\":\"" + ID + "\",\"status\":\"accepted\"}");
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.headers().map().keySet())
                .allMatch(name -> Set.of("content-type", "content-length", "date", "connection", "keep-alive").contains(name));
    }

    @Test
    void aRepeatedMessageGetsTheFirstAnswer() throws Exception {
        when(accept.accept(any())).thenReturn(CompletableFuture.completedFuture(new Accepted(ID, "scheduled", true)));
        HttpResponse<String> answer = post("/messages", "application/json", GOOD, "Idempotency-Key", "k1");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("idempotency-replayed")).contains("true");
    }

    @Test
    void whatFailsBehindTheDoorHasItsStatus() throws Exception {
        failsWith(new KeyReused(), 422, null);
        failsWith(new RateExceeded(Duration.ofMillis(1200)), 429, "2");
        failsWith(new DataAccessResourceFailureException("connection to db.internal refused"), 503, "5");
        failsWith(new IllegalStateException("secret inside"), 500, null);
    }

    private void failsWith(Exception failure, int status, String retryAfter) throws Exception {
        when(accept.accept(any())).thenReturn(CompletableFuture.supplyAsync(() -> {
            throw (RuntimeException) failure;
        }));
        HttpResponse<String> answer = post("/messages", "application/json", GOOD);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("retry-after").orElse(null)).isEqualTo(retryAfter);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(answer.body()).doesNotContain("secret", "db.internal", "Exception");
    }

    @Test
    void aBatchOfLinesIsAnsweredLineByLine() throws Exception {
        when(accept.accept(any())).thenAnswer(call -> {
            NewMessage message = call.getArgument(0);
            return CompletableFuture.supplyAsync(() -> new Accepted(message.idempotencyKey(), "accepted", false));
        });
        String body = GOOD + "\n\nbroken\n{\"to\": {}}\n" + GOOD + "\n";
        HttpResponse<String> answer = post("/messages/batch", "application/x-ndjson", body, "Idempotency-Key", "K");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("content-type")).contains("application/x-ndjson");
        List<String> lines = answer.body().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).isEqualTo("{\"index\":0,\"id\":\"K#0\"}");
        assertThat(lines.get(1)).startsWith("{\"index\":2,\"errors\":[{\"pointer\":\"\"");
        assertThat(lines.get(2)).startsWith("{\"index\":3,\"errors\":[{\"pointer\":\"/to\"").contains("/text");
        assertThat(lines.get(3)).isEqualTo("{\"index\":4,\"id\":\"K#4\"}");
    }

    @Test
    void aFullBatchGoesThrough() throws Exception {
        when(accept.accept(any())).thenAnswer(call -> CompletableFuture.supplyAsync(() -> new Accepted(ID, "accepted", false)));
        HttpResponse<String> answer =
                post("/messages/batch", "application/json", "[" + (GOOD + ",").repeat(9_999) + "{\"text\": 1}]");
        JsonNode results = new ObjectMapper().readTree(answer.body());
        assertThat(results).hasSize(10_000);
        assertThat(results.get(9_998).get("id").textValue()).isEqualTo(ID);
        assertThat(results.get(9_999).get("errors")).hasSize(2);
    }

    @Test
    void aBatchWithoutADatabaseIsNotAnswered() throws Exception {
        when(accept.accept(any())).thenReturn(CompletableFuture.failedFuture(new DataAccessResourceFailureException("away")));
        HttpResponse<String> answer = post("/messages/batch", "application/json", "[" + GOOD + ", 1]");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
    }

    @Test
    void aMessageInTimeIsCancelled() throws Exception {
        when(cancellation.cancel("demo", ID)).thenReturn(Cancellation.Result.CANCELLED);
        assertThat(call("DELETE", "/messages/" + ID).body()).isEqualTo("{\"id\":\"" + ID + "\",\"status\":\"cancelled\"}");
        when(cancellation.cancel("demo", ID)).thenReturn(Cancellation.Result.TOO_LATE);
        assertThat(call("DELETE", "/messages/" + ID).statusCode()).isEqualTo(409);
    }

    @Test
    void aConsentIsRecorded() throws Exception {
        HttpResponse<String> answer = post("/consents", "application/json",
                "{\"to\": {\"phone\": \"89161234567\"}, \"class\": \"marketing\", \"granted\": true, \"method\": \"web-form\", \"at\": \"2026-01-01T00:00:00Z\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("{\"class\":\"marketing\",\"channel\":null,\"granted\":true,\"method\":\"web-form\","
                + "\"evidence\":null,\"at\":\"2026-01-01T00:00:00Z\",\"by\":\"demo\"}");
    }

    @Test
    void consentsAreAskedForByAnyAddress() throws Exception {
        assertThat(call("GET", "/consents?phone=+79161234567").body()).isEqualTo("{\"consents\":[],\"next\":null}");
        verify(consents).history("demo", List.of("phone:+79161234567"), 51, null);
        assertThat(call("GET", "/consents?telegram=77&limit=1").statusCode()).isEqualTo(200);
        verify(consents).history("demo", List.of("telegram:77"), 2, null);
    }

    @Test
    void aDeadLetterIsDroppedWithoutABody() throws Exception {
        when(deadLetters.drop("demo", ID)).thenReturn(true);
        HttpResponse<String> answer = call("DELETE", "/dead/" + ID);
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void theContractIsServedToEverybody() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl() + "/api/v1/openapi.yaml")).build();
        HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("openapi: 3.");
    }

    private HttpResponse<String> post(String path, String type, String body, String... headers) throws Exception {
        HttpRequest.Builder request = request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body));
        return CLIENT.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> call(String method, String path) throws Exception {
        return CLIENT.send(request(path).method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(baseUrl() + "/api/v1" + path)).header("Authorization", "Bearer demo-key");
    }
}
