package io.vestnik.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.vestnik.harness.Hub;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stranger can see of a hub: the contracts and its health, and that there is nothing else. */
class HttpSurfaceTest {

    private static final HttpClient STRANGER = HttpClient.newHttpClient();
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH");

    private static String hub;

    @BeforeAll
    static void findAHub() {
        hub = Hub.sandbox().url();
    }

    @Test
    void everyOperationOfTheContractAsksForAKey() throws Exception {
        Map<String, Integer> answers = new TreeMap<>();
        for (Map.Entry<String, PathItem> path :
                new OpenAPIV3Parser().read("openapi/vestnik-v1.yaml").getPaths().entrySet()) {
            for (PathItem.HttpMethod method : path.getValue().readOperationsMap().keySet()) {
                String call = method + " /api/v1" + path.getKey().replaceAll("\\{\\w+}", "01JAAAAAAAAAAAAAAAAAAAAAAA");
                answers.put(call, ask(call).statusCode());
            }
        }
        assertThat(answers).isNotEmpty().allSatisfy((call, status) -> assertThat(status).as(call).isEqualTo(401));
    }

    @Test
    void soapAsksForALogin() throws Exception {
        String call = "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>"
                + "<v:GetMessage xmlns:v=\"urn:vestnik:v1\"><v:id>1</v:id></v:GetMessage></e:Body></e:Envelope>";
        HttpRequest request = HttpRequest.newBuilder(URI.create(hub + "/soap/v1"))
                .header("Content-Type", "text/xml")
                .POST(BodyPublishers.ofString(call))
                .build();
        assertThat(STRANGER.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/openapi.yaml", // the contracts
                "GET /soap/v1?wsdl",
                "GET /actuator/health/liveness", // a balancer has no key
                "GET /actuator/health/readiness",
                "GET /actuator/health/flow",
            })
    void isOpen(String call) throws Exception {
        assertThat(ask(call).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/", "/error", "/index.html", "/soap", "/soap/", "/soap/v1", "/hooks/x", "/actuator/env", "/actuator/heapdump",
                "/actuator/shutdown", "/actuator/prometheus", "/swagger-ui.html", "/v3/api-docs", "/api", "/api/v1", "/api/v1/",
                "/api/v1/nothing", "/api/v1//messages", "/api/v1/messages;x=1", "/api/v1/openapi.yaml/../messages"
            })
    void hasNothingElse(String path) throws Exception {
        for (String method : METHODS) {
            String call = method + " " + path;
            HttpResponse<String> answer = ask(call);
            assertThat(answer.statusCode()).as(call).isBetween(400, 500);
            assertThat(answer.body()).as(call).doesNotContain("Exception", "\tat ", "org.", "java.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/stranger-1", "/stranger-2/../stranger-3", "/stranger-4/..%5cx"})
    void whatIsNotThereIsAProblemAndNotInTheLog(String path) throws Exception {
        HttpResponse<String> answer = ask("GET " + path);
        assertThat(answer.statusCode()).isBetween(400, 404);
        if (!path.contains("%")) { // the server itself answers that
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(answer.body()).contains("There is no such path");
        }
        assertThat(Hub.sandbox().logText()).doesNotContain("stranger");
    }

    private static HttpResponse<String> ask(String call) throws Exception {
        String[] parts = call.split(" ");
        HttpRequest request = HttpRequest.newBuilder(URI.create(hub + parts[1]))
                .header("Content-Type", "application/json")
                .method(parts[0], BodyPublishers.ofString("{}"))
                .build();
        return STRANGER.send(request, BodyHandlers.ofString());
    }
}
