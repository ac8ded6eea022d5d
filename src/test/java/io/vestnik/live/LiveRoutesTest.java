package io.vestnik.live;

import static io.vestnik.harness.Customer.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.vestnik.harness.Customer;
import io.vestnik.harness.Hub;
import io.vestnik.harness.Traffic;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An integrator edits route files while the hub runs. */
class LiveRoutesTest {

    private static final int MESSAGES = 400;

    private record Edit(String file, String text, String by) {}

    private static Hub hub;
    private static Customer demo;
    private static Path routes;

    @BeforeAll
    static void startAHub() {
        Path folder = Hub.newFolder("live");
        routes = Routes.copyTo(folder.resolve("routes"));
        hub = Hub.start(folder, "vestnik.routes-dir=" + routes);
        demo = Customer.demo(hub);
    }

    @AfterAll
    static void stopIt() {
        hub.close();
    }

    @Test
    void anAddedFileMakesAChannelAndADeletedOneUnmakesIt() throws IOException {
        String message = "{'to': {'pigeon': 'nest-4'}, 'class': 'transactional', 'text': 'coo', 'channels': [{'channel': 'pigeon'}]}";
        assertThat(demo.post("/api/v1/messages", message).statusCode()).isEqualTo(422);
        Path file = routes.resolve("egress/pigeon.camel.yaml");
        Routes.write(file, """
                - templatedRoute:
                    routeTemplateRef: egress-sandbox
                    routeId: egress-pigeon
                    parameters:
                      - {name: channel, value: pigeon}
                """);
        await().until(() -> demo.post("/api/v1/messages", message).statusCode() == 202);
        assertThat(demo.outcome(message).get("status").asText()).isEqualTo("delivered");
        Files.delete(file);
        await().until(() -> demo.post("/api/v1/messages", message).statusCode() == 422);
        assertThat(routesNow().findValuesAsText("id")).doesNotContain("egress-pigeon");
    }

    @Test
    void aDescriptionMakesAChannelIsRefusedWithItsLineAndUnmadeWithItsFile() throws IOException {
        String message = "{'to': {'dove': 'nest-5'}, 'class': 'transactional', 'text': 'coo', 'channels': [{'channel': 'dove'}]}";
        Path file = routes.resolve("egress/dove.http.yaml");
        String good = "# Doves\ndescription: Doves\nchannel: dove\nrequest: {url: \"{uri}/fly\", json: \"{to, text}\"}\n";
        Routes.write(file, good);
        await().until(() -> demo.post("/api/v1/messages", message).statusCode() == 202);
        assertThat(demo.outcome(message).get("status").asText()).isEqualTo("delivered");
        assertThat(each(fileNow("egress/dove.http.yaml").get("routes"), "id")).containsExactly("egress-dove");
        Routes.write(file, good + "answer: {id: \".[\"}\n");
        JsonNode refused = awaitFile("egress/dove.http.yaml", f -> f.path("state").asText().equals("refused"));
        assertThat(refused.at("/faults/0/line").asInt()).isEqualTo(5);
        assertThat(refused.at("/faults/0/reason").asText()).startsWith("answer.id: ");
        assertThat(demo.outcome(message).get("status").asText()).as("the version before goes on").isEqualTo("delivered");
        Routes.write(file, good.replace("channel: dove", "channel: voice"));
        awaitFile("egress/dove.http.yaml", f -> f.at("/faults/0/reason").asText().startsWith("the channel voice has its route in egress/sandbox.camel.yaml"));
        Files.delete(file);
        await().until(() -> demo.post("/api/v1/messages", message).statusCode() == 422);
    }

    @Test
    void brokenFilesAreRefusedWithLineAndReasonAndTheNextGoodSaveHeals() throws IOException {
        Path changed = routes.resolve("core/receipts.camel.yaml");
        String good = Files.readString(changed);
        try {
            BrokenFile.all().forEach(file -> file.writeTo(routes));
            Routes.replace(changed, "ref: receipts", "ref: reciepts");
            awaitFile("core/receipts.camel.yaml", file -> file.path("state").asText().equals("refused"));
            SoftAssertions softly = new SoftAssertions();
            for (BrokenFile broken : BrokenFile.all()) {
                JsonNode file = awaitFile(broken.path(), f -> f.path("state").asText().equals("refused"));
                JsonNode fault = file.get("faults").get(0);
                softly.assertThat(fault.get("line").asInt()).as("%s: %s", broken.name(), fault).isEqualTo(broken.line());
                softly.assertThat(fault.get("reason").asText()).startsWith(broken.reason());
                softly.assertThat(file.get("routes")).isEmpty();
                softly.assertThat(hub.logText()).containsOnlyOnce("goes on: " + broken.path());
            }
            softly.assertAll();
            JsonNode old = fileNow("core/receipts.camel.yaml");
            assertThat(old.get("faults").get(0).get("reason").asText()).isEqualTo("there is no bean reciepts");
            assertThat(each(old.get("routes"), "status")).containsExactly("started");
            assertThat(hub.get("/actuator/health/flow").body()).contains("DOWN", "core/receipts.camel.yaml:12: there is no bean reciepts");
            assertThat(hub.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
            assertThat(demo.outcome("{'to': {'phone': '+79160000000'}, 'class': 'transactional', 'text': 'on'}").get("status").asText())
                    .isEqualTo("delivered");
        } finally { // the next test needs them whole
            for (BrokenFile broken : BrokenFile.all()) {
                Files.delete(routes.resolve(broken.path()));
            }
            Files.writeString(changed, good);
        }
        await().until(() -> hub.get("/actuator/health/flow").statusCode() == 200);
        assertThat(each(routesNow().get("files"), "state")).containsOnly("active");
    }

    @Test
    void aChangedTemplateReachesAllItsRoutes() throws IOException {
        Path template = routes.resolve("egress/sandbox.camel.yaml");
        String step = "              - bean:\n                  ref: sandboxCarrier";
        Routes.replace(template, step, "              - log:\n                  message: the template has changed\n" + step);
        await().until(() -> logHas("routes changed: [egress/sandbox.camel.yaml] (%d routes stopped".formatted(sandboxed())));
        demo.outcome("{'to': {'phone': '+79160000000'}, 'class': 'transactional', 'text': 'hi', 'channels': [{'channel': 'voice'}]}");
        assertThat(hub.logText()).contains("the template has changed");
    }

    @Test
    void aChangedPolicyReachesTheRoutesThatNameItAndNoOther() {
        Path policy = routes.resolve("config/probe-errors.camel.yaml");
        Routes.write(policy, """
                - routeConfiguration:
                    id: probe-errors
                    onException:
                      - onException:
                          exception: [java.lang.Exception]
                          handled: {constant: {expression: "true"}}
                          steps:
                            - log: {message: "the policy says one"}
                """);
        Routes.write(routes.resolve("core/probe.camel.yaml"), """
                - route:
                    id: core-probe
                    routeConfigurationId: probe-errors
                    from:
                      uri: timer:probe
                      steps:
                        - toD: {uri: "nosuch:${body}"}
                """);
        await().until(() -> logHas("the policy says one"));
        Routes.replace(policy, "says one", "says two");
        await().until(() -> logHas("the policy says two"));
        assertThat(hub.logText()).contains("routes changed: [config/probe-errors.camel.yaml] (1 routes stopped");
    }

    @Test
    void nothingIsLostOrDoubledWhileTheRoutesOnItsWayAreSavedAgainAndAgain() throws Exception {
        long soapStops = soapStops();
        String described = "description: ";
        List<Edit> edits = List.of(
                new Edit("egress/sms", described, "description: again "),
                new Edit("core/gate", described, "description: again "),
                new Edit("core/enqueue", described, "description: again "),
                new Edit("ingress/rest", described, "description: again "),
                new Edit("ingress/rest", "missingOperation: fail", "missingOperation: ignore"), // what takes HTTP itself
                new Edit("core/receipts", described, "description: again "),
                new Edit("config/queue-consumers", "noErrorHandler: {}", "noErrorHandler: {id: again}"));
        Traffic traffic = Traffic.start("live", "791684", MESSAGES, hub);
        int round = 0;
        for (Edit edit : edits) {
            traffic.awaitAccepted(++round * MESSAGES / (edits.size() + 2));
            String digest = routesNow().get("digest").asText();
            Routes.replace(routes.resolve(edit.file + ".camel.yaml"), edit.text, edit.by);
            await().until(() -> !routesNow().get("digest").asText().equals(digest));
        }
        Map<String, String> accepted = traffic.finish();
        assertThat(traffic.refusals()).isEmpty();
        accepted.values().forEach(id -> assertThat(demo.ended(id).get("status").asText()).isEqualTo("delivered"));
        Map<String, Long> copies = each(demo.read("/api/v1/sandbox/messages?limit=500").get("messages"), "to").stream()
                .map(to -> to.replace("+", ""))
                .filter(accepted::containsKey)
                .collect(Collectors.groupingBy(to -> to, Collectors.counting()));
        assertThat(copies.keySet()).isEqualTo(accepted.keySet());
        assertThat(copies.values()).containsOnly(1L);
        assertThat(soapStops()).as("the SOAP door has nothing to do with it").isEqualTo(soapStops);
    }

    @Test
    void theRestDoorIsNotFoundWhileItsFileIsGoneAndComesBackWithIt() throws IOException {
        Path file = routes.resolve("ingress/rest.camel.yaml");
        String good = Files.readString(file);
        try {
            Files.delete(file);
            await().until(() -> hub.get("/api/v1/messages").statusCode() == 404);
        } finally {
            Files.writeString(file, good);
        }
        await().until(() -> hub.get("/api/v1/messages").statusCode() == 200);
    }

    @Test
    void theSoapDoorIsReplacedWithoutAnybodyBeingTurnedAway() {
        Routes.replace(routes.resolve("ingress/soap.camel.yaml"), "description: ", "description: again ");
        await().until(() -> {
            assertThat(hub.get("/soap/v1?wsdl").statusCode()).isEqualTo(200);
            return logHas("routes changed: [ingress/soap.camel.yaml] (1 routes stopped");
        });
        assertThat(hub.get("/soap/v1?wsdl").statusCode()).isEqualTo(200);
        assertThat(demo.outcome("{'to': {'phone': '+79160000000'}, 'class': 'transactional', 'text': 'on'}").get("status").asText())
                .as("nothing else took the closing of its context for the end")
                .isEqualTo("delivered");
    }

    @Test
    void thePathOfADeletedRouteIsNotFound() throws IOException {
        Path file = routes.resolve("ingress/probe.camel.yaml");
        Routes.write(file, """
                - route:
                    id: ingress-probe
                    from:
                      uri: platform-http:/probe
                      steps:
                        - setBody: {expression: {constant: {expression: "here"}}}
                """);
        await().until(() -> probe().statusCode() == 200);
        Routes.replace(file, "here", "there");
        await().until(() -> probe().body().equals("there"));
        Files.delete(file);
        await().until(() -> probe().statusCode() == 404);
    }

    @Test
    void aFolderThatIsGoneChangesNothingButTheHealth() throws IOException {
        Path away = routes.resolveSibling("away");
        String digest = routesNow().get("digest").asText();
        Files.move(routes, away);
        await().until(() -> hub.get("/actuator/health/flow").body().contains(routes + ": is gone"));
        assertThat(routesNow().get("digest").asText()).isEqualTo(digest);
        assertThat(demo.outcome("{'to': {'phone': '+79160000000'}, 'class': 'transactional', 'text': 'on'}").get("status").asText())
                .isEqualTo("delivered");
        Files.move(away, routes);
        await().until(() -> hub.get("/actuator/health/flow").statusCode() == 200);
    }

    @Test
    void theNodesRowTellsTheDigestOfItsRoutes() {
        await().untilAsserted(() -> {
            JsonNode now = routesNow();
            assertThat(now.get("digest").asText()).matches(Pattern.compile("[0-9a-f]{64}"));
            assertThat(each(now.get("nodes"), "id")).containsExactly(now.get("node").asText());
            assertThat(each(now.get("nodes"), "digest")).containsExactly(now.get("digest").asText());
        });
    }

    @Test
    void onlyOperatorsSeeTheRoutes() {
        assertThat(hub.get("/api/v1/routes").statusCode()).isEqualTo(403);
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(40)); // on a busy machine
    }

    private static JsonNode routesNow() {
        return Customer.answer(hub.get("/api/v1/routes", "Authorization", "Bearer demo-operator-key"), 200);
    }

    private static JsonNode fileNow(String name) {
        for (JsonNode file : routesNow().get("files")) {
            if (file.get("name").asText().equals(name)) {
                return file;
            }
        }
        return MissingNode.getInstance();
    }

    private static JsonNode awaitFile(String name, Predicate<JsonNode> condition) {
        await().until(() -> condition.test(fileNow(name)));
        return fileNow(name);
    }

    private static long sandboxed() throws IOException {
        String text = Files.readString(routes.resolve("egress/sandbox.camel.yaml"));
        return text.split("routeTemplateRef: egress-sandbox", -1).length - 1;
    }

    private static boolean logHas(String text) {
        return hub.logText().contains(text);
    }

    private static long soapStops() {
        return hub.logText().lines().filter(line -> line.contains("Stopped ingress-soap")).count();
    }

    private static HttpResponse<String> probe() {
        return demo.get("/probe"); // a path of a route of one's own asks for a key
    }
}
