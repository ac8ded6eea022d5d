package io.vestnik.platform.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A description as a route file. */
class DescriptionTest {

    private static final String API = "description: A gateway\nchannel: partner\nrequest: {url: \"{uri}/messages\", json: \"{to}\"}\n";

    @Test
    void withAChannelBringsItsRoute() throws Exception {
        List<RouteUnit> units = file("egress/partner.http.yaml", API).units();
        assertThat(units).singleElement().satisfies(unit -> {
            assertThat(unit.templateRefs()).containsExactly("egress-http");
            assertThat(unit.text()).startsWith("\n- templatedRoute:").contains("routeId: egress-partner", "value: \"partner\"");
            assertThat(unit.first()).as("the line of channel").isEqualTo(2);
        });
    }

    @Test
    void withoutAChannelBringsNone() throws Exception {
        assertThat(file("egress/partner.http.yaml", API.replace("channel: partner\n", "")).units()).isEmpty();
    }

    @Test
    void whateverElseChangesInItTheRouteGoesOn() throws Exception {
        String before = file("egress/partner.http.yaml", API).units().get(0).print();
        assertThat(file("egress/partner.http.yaml", "# why\n" + API.replace("{to}", "{to, text}")).units().get(0).print()).isEqualTo(before);
        assertThat(file("egress/partner.http.yaml", API.replace(": partner", ": other")).units().get(0).print()).isNotEqualTo(before);
    }

    @Test
    void tellsItsFaultsWithTheirLines() {
        Unreadable refused = catchThrowableOfType(
                Unreadable.class, () -> file("egress/partner.http.yaml", API + "request:\n  - {").units());
        assertThat(refused.faults()).isNotEmpty().allSatisfy(fault -> {
            assertThat(fault.file()).isEqualTo("egress/partner.http.yaml");
            assertThat(fault.line()).isPositive();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"core/a.http.yaml", "egress/more/a.http.yaml", "egress/A.http.yaml", "egress/1.http.yaml", "egress/.http.yaml"})
    void standsInEgressUnderTheNameOfAnApi(String name) {
        Unreadable refused = catchThrowableOfType(Unreadable.class, () -> file(name, API).units());
        assertThat(refused.faults()).singleElement().asString().startsWith(name + ": must be egress/NAME.http.yaml");
    }

    static RouteFile file(String name, String text) {
        return new RouteFile(name, "file:" + name, text.getBytes(StandardCharsets.UTF_8));
    }
}
