package io.vestnik.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The form of the route files: routes say what happens, beans say how. */
class RouteFilesTest {

    private static final Set<String> TOP_LEVEL =
            Set.of("route", "routeConfiguration", "routeTemplate", "templatedRoute", "rest", "restConfiguration");
    private static final Set<String> LANGUAGES = Set.of("simple", "constant"); // "method" is also a bean step's option
    private static final Pattern FORBIDDEN = Pattern.compile(
            "groovy|\\bscript\\b|jdbc:|maximumRedeliveries|doTry|throwException\\b|password|secret|\\b(SELECT|INSERT|UPDATE|DELETE)\\b|\\$\\{bean:");
    // literal but for a channel's or a client's name, so that any tool can draw the map
    private static final Pattern QUEUE = Pattern.compile("vestnik\\.[a-z]+|vestnik\\.egress\\."
            + "([a-z][a-z0-9-]*|\\{\\{channel}}|\\$\\{header\\.VestnikChannel})|vestnik\\.client\\.(\\*|\\$\\{header\\.VestnikClient})");
    private static final Pattern SQL = Pattern.compile("sql:classpath:(sql/[a-z-]+\\.sql)");
    private static final JsonSchema SCHEMA = schema();
    private static final Path RESOURCES = Path.of("src/main/resources");

    static List<RouteFile> files() {
        return RouteFile.all();
    }

    static List<RouteFile> filesAndExamples() {
        return Stream.concat(RouteFile.all().stream(), RouteFile.examples().stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("filesAndExamples")
    void isWhatCamelsSchemaHas(RouteFile file) {
        assertThat(SCHEMA.validate(file.content())).extracting(ValidationMessage::getMessage).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("filesAndExamples")
    void namesItsRoutesAfterItself(RouteFile file) {
        String prefix = file.stage() + "-" + file.name();
        List<String> ids = new ArrayList<>();
        file.each("route").forEach(route -> ids.add(route.path("id").asText()));
        file.each("routeTemplate").forEach(template -> ids.add(template.path("id").asText()));
        file.each("templatedRoute").forEach(route -> ids.add(route.path("routeId").asText()));
        assertThat(ids).allMatch(id -> id.equals(prefix) || id.matches(prefix + "(-[a-z0-9]+)+"));
        assertThat(file.each("routeConfiguration"))
                .allSatisfy(errors -> assertThat(errors.path("id").asText()).isEqualTo(file.name()));
    }

    @ParameterizedTest
    @MethodSource("filesAndExamples")
    void describesEachRoute(RouteFile file) {
        assertThat(file.text()).as("a first line that says what the file is for").startsWith("# ");
        assertThat(file.each("route")).allSatisfy(route -> {
            assertThat(route.path("group").asText()).isEqualTo(file.stage());
            assertThat(route.path("description").asText()).isNotBlank();
        });
    }

    /** The short form is deprecated upstream, and can't be taken apart by tools. */
    @ParameterizedTest
    @MethodSource("filesAndExamples")
    void isWrittenInTheExplicitForm(RouteFile file) {
        SoftAssertions softly = new SoftAssertions();
        file.content().forEach(item -> item.fieldNames()
                .forEachRemaining(name -> softly.assertThat(TOP_LEVEL).contains(name)));
        file.visit((name, value) -> {
            if (name.equals("steps")) {
                value.forEach(step -> {
                    softly.assertThat(step.size()).as("one name a step: %s", step).isEqualTo(1);
                    softly.assertThat(step.elements().next().isObject()).as("explicit: %s", step).isTrue();
                });
            } else if (LANGUAGES.contains(name)) {
                softly.assertThat(value.isObject()).as("explicit: %s %s", name, value).isTrue();
            } else if (name.equals("uri")) {
                softly.assertThat(value.asText()).as("options go under parameters").doesNotContain("?");
            } else if (name.equals("beans")) {
                softly.fail("beans are made in Java");
            }
        });
        softly.assertAll();
    }

    @ParameterizedTest
    @MethodSource("files")
    void keepsOutWhatBelongsElsewhere(RouteFile file) {
        String code = file.text().replaceAll("(?m)(^|\\s)#\\s.*$", "");
        assertThat(FORBIDDEN.matcher(code).results().map(found -> found.group())).isEmpty();
        if (!file.stage().equals("config")) {
            assertThat(code).doesNotContain("onException");
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void namesItsQueues(RouteFile file) {
        assertThat(Queues.in(file)).allMatch(queue -> QUEUE.matcher(queue).matches());
    }

    @Test
    void statementsAreFilesAndEachIsUsed() throws IOException {
        Set<Path> used = new HashSet<>();
        for (RouteFile file : files()) {
            for (String uri : file.uris()) {
                if (uri.startsWith("sql:")) {
                    assertThat(uri).matches(SQL);
                    used.add(RESOURCES.resolve(uri.substring("sql:classpath:".length())));
                }
            }
        }
        try (Stream<Path> statements = Files.list(RESOURCES.resolve("sql"))) {
            assertThat(statements).containsExactlyInAnyOrderElementsOf(used);
        }
    }

    @Test
    void everyBeanThatARouteCallsExists() {
        Map<String, Set<String>> beans = Beans.methodsByName();
        SoftAssertions softly = new SoftAssertions();
        for (RouteFile file : filesAndExamples()) {
            file.visit((name, value) -> {
                if (value.has("ref") && (name.equals("bean") || name.equals("method"))) {
                    String method = value.path("method").asText().replaceAll("\\(.*", "");
                    softly.assertThat(beans.getOrDefault(value.get("ref").asText(), Set.of()))
                            .as("%s: public methods of bean %s", file, value.get("ref").asText())
                            .contains(method);
                } else if (value.isTextual() && value.textValue().matches("#[a-z]\\w+")) {
                    softly.assertThat(beans).as(file.toString()).containsKey(value.textValue().substring(1));
                } else if (name.equals("routePolicy")) {
                    softly.assertThat(beans).as(file.toString()).containsKey(value.textValue());
                }
            });
        }
        softly.assertAll();
    }

    /** What is sent inside the hub is taken by exactly one route; Java's side of REST is OpenApiTest's. */
    @Test
    void everyHandoverHasItsRoute() {
        List<String> taken = files().stream().flatMap(file -> file.sources().stream()).toList();
        assertThat(taken).filteredOn(uri -> !uri.startsWith("timer:") && !uri.contains("{{channel}}")).doesNotHaveDuplicates();
        List<String> sent = files().stream()
                .flatMap(file -> file.uris().stream())
                .filter(uri -> uri.matches("(direct|seda):[^{]*")) // of a template: those who use it
                .toList();
        assertThat(taken).containsAll(sent);
    }

    @Test
    void everyErrorPolicyThatARouteNamesExists() {
        Set<String> policies = new HashSet<>();
        filesAndExamples().forEach(file -> file.each("routeConfiguration").forEach(p -> policies.add(p.path("id").asText())));
        Set<String> named = new HashSet<>();
        filesAndExamples().forEach(file -> file.visit((name, value) -> {
            if (name.equals("routeConfigurationId")) {
                named.add(value.asText());
            }
        }));
        assertThat(policies).containsExactlyInAnyOrderElementsOf(named);
    }

    private static JsonSchema schema() {
        InputStream camels = RouteFilesTest.class.getResourceAsStream("/schema/camelYamlDsl.json");
        return JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(camels);
    }
}
