package io.vestnik.platform.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.route.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;

/** One channel, one route: two would share its messages by chance. */
class ChannelOwnersTest {

    private static final String API = "description: A gateway\nrequest: {url: \"{uri}/messages\", json: \"{text}\"}\n";
    private static final RouteFile TEMPLATES = DescriptionTest.file("egress/http.camel.yaml", template("egress-http") + template("egress-sandbox"));
    private static final RouteFile PARTNER =
            DescriptionTest.file("egress/partner.http.yaml", "channel: partner\n" + API);

    @Test
    void aDescriptionOfAChannelOfTheSandboxIsAFaultThatNamesBoth() {
        RouteFile sandbox = DescriptionTest.file("egress/sandbox.camel.yaml",
                """
                # none
                - templatedRoute:
                    routeTemplateRef: egress-sandbox
                    routeId: egress-sandbox-partner
                    parameters:
                      - name: channel
                        value: partner
                """);
        assertThat(faults(PARTNER, sandbox)).containsExactly(
                "egress/sandbox.camel.yaml:7: the channel partner has its route in egress/partner.http.yaml:1");
        assertThat(faults(sandbox, PARTNER)).containsExactly(
                "egress/partner.http.yaml:1: the channel partner has its route in egress/sandbox.camel.yaml:7");
    }

    @Test
    void aDescriptionOfAChannelWithACamelFileIsAFaultThatNamesBoth() {
        RouteFile camels = DescriptionTest.file("egress/mine.camel.yaml",
                "- route:\n    id: egress-mine\n    from: {uri: 'jms-batch:vestnik.egress.partner', steps: [{log: {message: a}}]}\n");
        assertThat(faults(camels, PARTNER)).containsExactly(
                "egress/partner.http.yaml:1: the channel partner has its route in egress/mine.camel.yaml:3");
    }

    @Test
    void twoDescriptionsOfAChannelAreAFaultThatNamesBoth() {
        RouteFile again = DescriptionTest.file("egress/again.http.yaml", "channel: partner\n" + API);
        assertThat(faults(PARTNER, again)).containsExactly(
                "egress/again.http.yaml:1: the channel partner has its route in egress/partner.http.yaml:1");
    }

    private static List<String> faults(RouteFile... files) {
        List<RouteFile> all = new ArrayList<>(List.of(TEMPLATES));
        all.addAll(List.of(files));
        return new Rehearsal(new DefaultListableBeanFactory(), new MockEnvironment(), new ProviderNeeds(Map.of()))
                .routeFaults(all).stream().map(Fault::toString).filter(fault -> !fault.contains("QueueConnections")).toList();
    }

    private static String template(String id) {
        return """
                - routeTemplate:
                    id: %s
                    parameters:
                      - name: channel
                    from:
                      uri: jms-batch:vestnik.egress.{{channel}}
                      steps:
                        - log: {message: a}
                """.formatted(id);
    }
}
