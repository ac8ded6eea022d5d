package io.vestnik.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The integrator's page shows the examples as they are, and names what there is. That they work: io.vestnik.examples. */
class WriteARouteTest {

    private static final Path PAGE = Path.of("src/docs/write-a-route.md");
    private static final Path EXAMPLES = Path.of("src/docs/examples");
    private static final Pattern SHOWN = Pattern.compile("\\(examples/(\\S+)\\):\n\n```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern BEAN = Pattern.compile("(?m)^\\| `(\\w+)` \\| `(\\w+)(\\([^`]*\\))?` \\|");

    @Test
    void showsEveryExampleAsItIs() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> examples = Files.walk(EXAMPLES)) {
            for (Path file : examples.filter(path -> path.toString().endsWith(".yaml")).toList()) {
                files.put(EXAMPLES.relativize(file).toString(), Files.readString(file));
            }
        }
        Map<String, String> shown = SHOWN.matcher(Files.readString(PAGE)).results()
                .collect(Collectors.toMap(block -> block.group(1), block -> block.group(2), (a, b) -> a, TreeMap::new));
        assertThat(shown).isNotEmpty().containsExactlyEntriesOf(files);
    }

    @Test
    void namesBeansThatExist() throws IOException {
        Map<String, Set<String>> beans = Beans.methodsByName();
        assertThat(BEAN.matcher(Files.readString(PAGE)).results())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(beans.getOrDefault(row.group(1), Set.of())).contains(row.group(2)));
    }

    /** All that examples call is explained. */
    @Test
    void explainsTheBeansOfItsExamples() throws IOException {
        Set<String> explained = BEAN.matcher(Files.readString(PAGE)).results()
                .map(row -> row.group(1) + "." + row.group(2))
                .collect(Collectors.toSet());
        Set<String> called = new TreeSet<>();
        RouteFile.examples().forEach(file -> file.visit((name, value) -> {
            if (value.has("ref") && value.has("method")) {
                called.add(value.get("ref").asText() + "." + value.get("method").asText().replaceAll("\\(.*", ""));
            }
        }));
        assertThat(explained).containsAll(called);
    }

    @Test
    void namesEndpointsThatExist() throws IOException {
        Set<String> taken = RouteFile.all().stream().flatMap(file -> file.sources().stream()).collect(Collectors.toSet());
        assertThat(Pattern.compile("(?m)^\\| `(direct:[a-z-]+)` \\|").matcher(Files.readString(PAGE)).results().map(MatchResult::group))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(taken).contains(row.split("`")[1]));
    }

    /** What the page promises of {@code lib}: Boot's launcher that reads it, told where. */
    @Test
    void theJarTakesFurtherJarsFromLib() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        assertThat(pom).contains("<layout>ZIP</layout>", "<Loader-Path>lib/</Loader-Path>");
    }
}
