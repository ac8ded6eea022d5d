package io.vestnik.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.channel.http.HttpApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The descriptions of HTTP APIs: those that are shipped and those that integrators copy. */
class DescriptionFilesTest {

    private static final Path PAGES = Path.of("src/docs/channels");

    static List<Path> files() {
        return Stream.of("routes", "src/docs/examples").flatMap(folder -> in(Path.of(folder)).stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("files")
    void isRight(Path file) throws Exception {
        String name = file.getFileName().toString().replace(".http.yaml", "");
        assertThat(HttpApi.read(name, Files.readAllBytes(file)).name()).isEqualTo(name);
    }

    /** What it needs, its limits, what its receipts mean. */
    @Test
    void eachThatIsShippedIsOnAPage() throws IOException {
        StringBuilder pages = new StringBuilder();
        try (Stream<Path> all = Files.list(PAGES)) {
            for (Path page : all.filter(page -> page.toString().endsWith(".md")).toList()) {
                pages.append(Files.readString(page));
            }
        }
        assertThat(in(Path.of("routes"))).allSatisfy(file -> assertThat(pages).contains(file.getFileName().toString()));
    }

    private static List<Path> in(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(RouteFile::isDescription).sorted().toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
