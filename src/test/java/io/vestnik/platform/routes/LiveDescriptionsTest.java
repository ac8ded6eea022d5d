package io.vestnik.platform.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vestnik.channel.ChannelTraits;
import io.vestnik.channel.http.HttpApi;
import io.vestnik.channel.http.HttpApis;
import io.vestnik.platform.StartRefused;
import io.vestnik.platform.web.Doors;
import io.vestnik.route.RouteFileState;
import io.vestnik.route.RoutesInForce;
import io.vestnik.route.RunningRoute;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;

/** Descriptions of HTTP APIs that are saved while the hub runs. */
@Timeout(60)
class LiveDescriptionsTest {

    private static final RouteFile TEMPLATE = DescriptionTest.file("egress/http.camel.yaml",
            """
            - routeTemplate:
                id: egress-http
                parameters:
                  - name: channel
                from:
                  uri: seda:{{channel}}
                  steps:
                    - log: {message: "{{channel}}"}
            """);
    private static final String API = "channel: partner\ndescription: A gateway\nrequest: {url: \"{uri}/messages\", json: \"{text}\"}\n";
    private static final String PROVIDER = "vestnik.channels.partner.providers[0].";

    private final RoutesInForce inForce = new RoutesInForce();
    private final CamelContext camel = new DefaultCamelContext();
    private final HttpApis apis = new HttpApis(new ChannelTraits());
    private LiveRoutes routes;

    private void run(Map<String, String> settings, RouteFile... files) throws Exception {
        routes = new LiveRoutes(new DefaultListableBeanFactory(), new MockEnvironment(), Settings.of(settings), apis, new Doors(),
                inForce, Clock.systemUTC());
        routes.begin(camel, List.of(files));
        camel.start();
        routes.publish();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void aSavedFileIsAChannelAndADeletedOneNoMore() throws Exception {
        run(Map.of(), TEMPLATE);
        routes.offer(List.of(TEMPLATE, partner(API)));
        assertThat(running("egress/partner.http.yaml")).containsExactly(new RunningRoute("egress-partner", "seda://partner"));
        assertThat(partner()).isPresent();
        routes.offer(List.of(TEMPLATE));
        assertThat(running("egress/partner.http.yaml")).isEmpty();
        assertThat(camel.getRoute("egress-partner")).isNull();
        assertThat(partner()).isEmpty();
    }

    @Test
    void whatIsSavedIsInForceAndNoRouteStopsForIt() throws Exception {
        run(Map.of(), TEMPLATE, partner(API));
        Route before = camel.getRoute("egress-partner");
        routes.offer(List.of(TEMPLATE, partner("needs: [token]\n" + API)));
        assertThat(partner().orElseThrow().needs()).containsExactly("token");
        assertThat(camel.getRoute("egress-partner")).isSameAs(before);
    }

    @Test
    void aFaultyOneIsRefusedWithItsLineAndTheOneBeforeGoesOn() throws Exception {
        run(Map.of(), TEMPLATE, partner("needs: [from]\n" + API));
        routes.offer(List.of(TEMPLATE, partner("needs: [token]\n" + API + "request:\n  - {")));
        assertThat(file("egress/partner.http.yaml").faults()).isNotEmpty().allMatch(fault -> fault.line() > 2);
        assertThat(running("egress/partner.http.yaml")).hasSize(1);
        assertThat(partner().orElseThrow().needs()).containsExactly("from");
        routes.offer(List.of(TEMPLATE, partner("needs: [token]\n" + API)));
        assertThat(inForce.faults()).isEmpty();
        assertThat(partner().orElseThrow().needs()).containsExactly("token");
    }

    @Test
    void oneThatAsksForMoreThanTheSettingsHaveIsRefusedWithItsReason() throws Exception {
        run(Map.of(PROVIDER + "name", "a", PROVIDER + "uri", "https://a.example"), TEMPLATE, partner(API));
        routes.offer(List.of(TEMPLATE, partner(API + "needs: [phone-id]\n")));
        assertThat(inForce.faults()).extracting(Object::toString).containsExactly("egress/partner.http.yaml:4: "
                + PROVIDER + "options.phone-id: is needed by egress/partner.http.yaml");
        assertThat(partner().orElseThrow().needs()).isEmpty();
    }

    @Test
    void oneThatAProviderSpeaksCantBeTakenAway() throws Exception {
        RouteFile gate = DescriptionTest.file("egress/gate.http.yaml", API.replace("channel: partner\n", ""));
        String key = "vestnik.channels.sms.providers[0].";
        Map<String, String> sms = Map.of(key + "name", "a", key + "uri", "https://a.example", key + "api", "gate");
        run(sms, TEMPLATE, gate);
        routes.offer(List.of(TEMPLATE));
        assertThat(inForce.faults()).extracting(Object::toString)
                .containsExactly("egress/gate.http.yaml: " + key + "api: there is no egress/gate.http.yaml");
        assertThat(apis.of(Settings.of(sms).channels().get("sms").providers().get(0), "sms")).isPresent();
    }

    @Test
    void aStartWithoutWhatItNeedsIsRefusedWithTheKey() {
        assertThatThrownBy(() -> run(
                        Map.of(PROVIDER + "name", "a", PROVIDER + "uri", "https://a.example"),
                        TEMPLATE,
                        partner(API + "needs: [phone-id]\n")))
                .isInstanceOf(StartRefused.class)
                .hasMessage(PROVIDER + "options.phone-id: is needed by egress/partner.http.yaml");
    }

    @Test
    void twoOfOneChannelAreAFaultThatNamesBoth() throws Exception {
        run(Map.of(), TEMPLATE, partner(API));
        routes.offer(List.of(TEMPLATE, partner(API), DescriptionTest.file("egress/again.http.yaml", "# more\n" + API)));
        assertThat(inForce.faults()).extracting(Object::toString).containsExactly(
                "egress/again.http.yaml:2: the route id egress-partner is taken by egress/partner.http.yaml:1");
        assertThat(partner()).map(HttpApi::name).hasValue("partner");
    }

    @Test
    void aRenamedOneGoesOnUnderItsNewName() throws Exception {
        run(Map.of(), TEMPLATE, partner(API));
        routes.offer(List.of(TEMPLATE, DescriptionTest.file("egress/renamed.http.yaml", API)));
        assertThat(running("egress/renamed.http.yaml")).hasSize(1);
        assertThat(partner()).map(HttpApi::name).hasValue("renamed");
    }

    @Test
    void aFolderWithoutTheTemplateIsToldAtTheChannel() {
        assertThatThrownBy(() -> run(Map.of(), partner("# a\n" + API)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("egress/partner.http.yaml:2: ")
                .hasMessageContaining("egress-http");
    }

    /** What is in force for the channel. */
    private Optional<HttpApi> partner() {
        return apis.ofChannel("partner");
    }

    private RouteFileState file(String name) {
        return inForce.files().stream().filter(file -> file.name().equals(name)).findFirst().orElseThrow();
    }

    private List<RunningRoute> running(String name) {
        return inForce.files().stream().filter(file -> file.name().equals(name)).flatMap(file -> file.routes().stream()).toList();
    }

    private static RouteFile partner(String text) {
        return DescriptionTest.file("egress/partner.http.yaml", text);
    }
}
