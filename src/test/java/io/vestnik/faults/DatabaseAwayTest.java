package io.vestnik.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Customer;
import io.vestnik.harness.Esme;
import io.vestnik.harness.SoapCall;
import io.vestnik.harness.Traffic;
import io.vestnik.platform.postgres.ExternalPostgres;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** PostgreSQL is away: what was promised is kept, and nothing else is promised. */
class DatabaseAwayTest {

    private static final String MESSAGE = "{'to':{'phone':'+79168900000'},'class':'transactional','text':'x'}";
    private static final String READINESS = "/actuator/health/readiness";

    @Test
    void underLoadNothingIsLost() throws Exception {
        Scene scene = Scene.outside();
        scene.mend();
        Load load = Load.start("PostgreSQL away", scene).awaitAccepted(1 / 3.0);
        load.faultBegins();
        scene.postgres.crash();
        Load.lastOut();
        scene.postgres.start();
        load.faultOver();
        assertThat(load.seen().refusals()).as("the clients are told so").containsKeys(503, 500);
        load.reckon().nothingLost(2 * Scene.WINDOW);
    }

    /** A network that swallows everything: who had a connection waits for an answer. */
    @Test
    void silentUnderLoadNothingIsLost() throws Exception {
        Scene scene = Scene.outside();
        scene.mend();
        Load load = Load.start("PostgreSQL keeps its connections and says nothing", scene).awaitAccepted(1 / 3.0);
        load.faultBegins();
        scene.postgres.freeze();
        Load.lastOut();
        scene.postgres.thaw();
        load.faultOver();
        load.reckon().nothingLost(2 * Scene.WINDOW);
        Traffic.Seen seen = load.seen();
        assertThat(!seen.refusals().isEmpty() || seen.slowest().compareTo(Load.OUTAGE.dividedBy(2)) > 0)
                .as("calls failed or waited: %s", seen)
                .isTrue();
    }

    @Test
    void theHubsOwnIsStartedAgainByTheHub() throws Exception {
        Scene scene = Scene.inside();
        scene.mend();
        Load load = Load.start("the hub's own PostgreSQL killed", scene).awaitAccepted(1 / 3.0);
        ProcessHandle killed = ExternalPostgres.postmaster(scene.hub.folder().resolve("data/postgres"));
        killed.destroyForcibly();
        load.faultOver();
        load.reckon().nothingLost(2 * Scene.WINDOW);
        assertThat(ExternalPostgres.postmaster(scene.hub.folder().resolve("data/postgres"))).as("another one").isNotEqualTo(killed);
    }

    @Test
    void nothingIsPromisedAtAnyDoor() throws Exception {
        Scene scene = Scene.outside();
        Customer school = scene.school.at(scene.hub);
        Esme esme = Esme.bound(scene.hub, "school", "school");
        scene.postgres.stop();
        try (esme) {
            await().atMost(Duration.ofSeconds(30)).until(() -> school.get(READINESS).statusCode() == 503);
            assertThat(school.get(READINESS).body()).contains("\"db\":{\"status\":\"DOWN\"");
            List<Callable<HttpResponse<String>>> calls = List.of( // side by side: each waits for a connection
                    () -> school.post("/api/v1/messages", MESSAGE),
                    () -> school.post("/api/v1/messages/batch", "[" + MESSAGE + "]"),
                    () -> school.get("/api/v1/messages/01JABCDEFGHJKMNPQRSTVWXYZ0"),
                    () -> school.get("/api/v1/messages"),
                    () -> school.delete("/api/v1/messages/01JABCDEFGHJKMNPQRSTVWXYZ0"),
                    () -> school.post(
                            "/api/v1/consents", "{'to':{'phone':'+79168900000'},'class':'service','granted':true,'method':'sms'}"),
                    () -> school.get("/api/v1/consents?phone=%2B79168900000"),
                    () -> school.get("/api/v1/dead"),
                    () -> school.post("/api/v1/dead/01JABCDEFGHJKMNPQRSTVWXYZ0/replay", ""),
                    () -> school.get("/api/v1/sandbox/messages"));
            ExecutorService clients = Executors.newFixedThreadPool(calls.size());
            for (Future<HttpResponse<String>> call : clients.invokeAll(calls)) {
                HttpResponse<String> answer = call.get();
                JsonNode problem = Customer.answer(answer, 503);
                assertThat(problem.get("status").asInt()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                assertThat(answer.body()).doesNotContainIgnoringCase("sql", "jdbc", "Exception");
            }
            clients.shutdown();
            SoapCall soap = new SoapCall(scene.hub, "school", "school");
            String message = "<v:message><v:to><v:phone>+79168900000</v:phone></v:to><v:text>x</v:text></v:message>";
            for (HttpResponse<String> fault : List.of(
                    soap.call("SendMessage", message),
                    soap.callByDigest("SendMessage", message))) { // no nonce can be kept
                assertThat(fault.statusCode()).isEqualTo(500);
                assertThat(fault.body()).contains("ServerFault").doesNotContainIgnoringCase("jdbc", "Exception");
            }
            assertThatThrownBy(() -> esme.submit("79168900000", "x"))
                    .isInstanceOfSatisfying(Esme.Refused.class, refused -> assertThat(refused.status()).isEqualTo(8)); // ESME_RSYSERR
        } finally {
            scene.postgres.start();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> school.get(READINESS).statusCode() == 200);
    }
}
