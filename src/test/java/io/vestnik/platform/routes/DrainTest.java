package io.vestnik.platform.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a change of routes has to wait for, and who has to wait for it. */
class DrainTest {

    private static final String ROUTE = "- route: {id: r, autoStartup: false, from: {uri: '%s', steps: [{log: {message: x}}]}}\n";

    private final CamelContext camel = new DefaultCamelContext();

    @AfterEach
    void stop() {
        camel.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "ingress/rest, direct:sendMessage, true", "core/gate, direct:core-gate, false", "ingress/sandbox, timer:t, false",
        "ingress/sftp, sftp:poll@127.0.0.1:1/, false", "ingress/own, seda:own, false"})
    void theDoorsCloseForWhatTakesHttpAlone(String file, String uri, boolean closes) throws Exception {
        assertThat(drain(file, ROUTE.formatted(uri)).takesHttp()).isEqualTo(closes);
    }

    @Test
    void aTemplateAloneTakesNothing() throws Exception {
        String template = "- routeTemplate: {id: t, route: {from: {uri: 'direct:t', steps: [{log: {message: x}}]}}}\n";
        assertThat(drain("ingress/sftp", template).takesHttp()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"direct:own, 1", "sftp:poll@127.0.0.1:1/, 0", "seda:own, 0"})
    void whatComesAgainIsNotWaitedFor(String uri, int slow) throws Exception {
        Drain drain = drain("ingress/own", ROUTE.formatted(uri));
        camel.getInflightRepository().add(new DefaultExchange(camel), "r");
        assertThat(drain.slow()).extracting(Route::getRouteId).hasSize(slow);
    }

    private Drain drain(String name, String text) throws Exception {
        camel.start();
        RouteFile file = new RouteFile(
                name + ".camel.yaml", "file:" + name + ".camel.yaml", text.getBytes(StandardCharsets.UTF_8));
        return new Drain(camel, List.of(new UnitLoader(camel).load(file.units().get(0))));
    }
}
