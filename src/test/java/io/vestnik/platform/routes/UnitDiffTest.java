package io.vestnik.platform.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of the routes is replaced when a file is saved. */
class UnitDiffTest {

    private static final String POLICY = "- routeConfiguration:\n    id: policy\n    errorHandler: {noErrorHandler: {}}\n";
    private static final String TEMPLATE =
            "- routeTemplate:\n    id: template\n    from: {uri: timer:t, steps: [{log: {message: a}}]}\n";

    @Test
    void aCommentReplacesNothing() throws Exception {
        assertThat(replaced(route("a"), "# why\n" + route("a").replace("message", " message"))).isEmpty();
    }

    @Test
    void aTextThatLooksLikeACommentIsNone() throws Exception {
        String route = "- route:\n    id: a\n    from:\n      uri: timer:a\n      steps:\n        - log:\n            message: |\n              # one\n";
        assertThat(replaced(route, route.replace("one", "two"))).containsExactly(1);
    }

    @Test
    void aRouteIsReplacedForItself() throws Exception {
        assertThat(replaced(route("a") + route("b"), route("a") + route("b").replace("message: b", "message: c")))
                .containsExactly(7);
    }

    @Test
    void aPolicyReplacesTheRoutesThatNameIt() throws Exception {
        String named = route("a").replace("    from:", "    routeConfigurationId: pol*\n    from:");
        assertThat(replaced(POLICY + named + route("b"), POLICY.replace("{}", "{id: x}") + named + route("b")))
                .containsExactly(1, 4);
    }

    @Test
    void aPolicyWithoutAnIdReplacesTheRoutesThatNameNone() throws Exception {
        String global = POLICY.replace("    id: policy\n", "");
        String named = route("a").replace("    from:", "    routeConfigurationId: other\n    from:");
        assertThat(replaced(global + named + route("b"), global.replace("{}", "{id: x}") + named + route("b")))
                .containsExactly(1, 10);
    }

    @Test
    void aTemplateThatUsesAChangedPolicyReplacesItsRoutes() throws Exception {
        String template = TEMPLATE.replace("    from", "    routeConfigurationId: policy\n    from");
        String use = "- templatedRoute:\n    routeTemplateRef: template\n    routeId: t\n";
        assertThat(replaced(POLICY + template + use, POLICY.replace("{}", "{id: x}") + template + use))
                .containsExactly(1, 4, 8);
    }

    @Test
    void aFileWithAnythingForAllOfItIsOneUnit() throws Exception {
        String file = "- onException:\n    exception: [java.lang.Exception]\n" + route("a") + route("b");
        assertThat(replaced(file, file.replace("message: b", "message: c"))).containsExactly(1);
    }

    /** First lines of what comes in. */
    private static List<Integer> replaced(String before, String after) throws Exception {
        List<LoadedUnit> present = new ArrayList<>();
        for (RouteUnit unit : units(before)) {
            present.add(new LoadedUnit(unit, List.of(), List.of(), List.of(), List.of()));
        }
        UnitDiff diff = UnitDiff.of(present, units(after));
        assertThat(diff.out()).hasSameSizeAs(diff.in());
        return diff.in().stream().map(RouteUnit::first).toList();
    }

    private static List<RouteUnit> units(String text) throws Exception {
        return new RouteFile("core/a.camel.yaml", "file:a", text.getBytes(StandardCharsets.UTF_8)).units();
    }

    private static String route(String id) {
        return "- route:\n    id: ID\n    from:\n      uri: timer:ID\n      steps:\n        - log: {message: ID}\n".replace("ID", id);
    }
}
