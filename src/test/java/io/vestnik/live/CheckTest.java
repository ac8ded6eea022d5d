package io.vestnik.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.harness.Hub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as it is called besides running: {@code check}, {@code schema}, and what it does not know. */
class CheckTest {

    private static final String PIGEON = "description: Pigeons\nchannel: pigeon\nrequest: {url: \"{uri}/fly\", json: \"{to, text}\"}\n";

    @TempDir
    Path folder;

    private Path routes;

    @BeforeEach
    void copyTheRoutes() {
        routes = Routes.copyTo(folder.resolve("routes"));
    }

    @Test
    void findsNothingWrongWithTheShippedRoutesAndMakesNeitherFolderNorFile() {
        Hub.Ended check = check("--vestnik.data-dir=" + folder.resolve("data"));
        assertThat(check.output().strip()).isEqualTo(Routes.count(routes) + " route files, 0 faults");
        assertThat(check.exit()).isZero();
        assertThat(folder).isDirectoryContaining(path -> path.equals(routes)).isDirectoryNotContaining("glob:**data*");
    }

    @Test
    void tellsEachFaultOfRoutesAndSettingsWithFileAndLineAndWhatIsLacking() throws Exception {
        Path settings = Files.writeString(folder.resolve("mine.yaml"), "vestnik:\n  queue-limit: 0\n");
        Files.delete(routes.resolve("core/watch.camel.yaml")); // perhaps on purpose: no fault
        BrokenFile.all().forEach(file -> file.writeTo(routes));
        Path rest = routes.resolve("ingress/rest.camel.yaml");
        Routes.replace(rest, "uri: direct:dropDead", "uri: direct:dropIt");
        int faults = BrokenFile.all().size() + 2;
        Hub.Ended check = check("--spring.config.additional-location=" + settings);
        SoftAssertions softly = new SoftAssertions();
        List<String> lines = check.output().lines().toList();
        for (BrokenFile file : BrokenFile.all()) {
            String at = routes.resolve(file.path()) + (file.line() > 0 ? ":" + file.line() : "") + ": " + file.reason();
            softly.assertThat(lines).as(file.name()).anyMatch(line -> line.startsWith(at));
        }
        softly.assertThat(lines).contains(rest + ":10: the operation dropDead has no route from direct:dropDead");
        softly.assertThat(lines).contains(settings + ":2: vestnik.queue-limit: must be over 0");
        softly.assertThat(lines).contains("note: core/watch.camel.yaml is packed with this version and not in " + routes);
        softly.assertThat(lines).hasSize(faults + 2);
        softly.assertThat(lines.get(lines.size() - 1)).endsWith(" route files, " + faults + " faults");
        softly.assertThat(check.exit()).isEqualTo(1);
        softly.assertAll();
    }

    @Test
    void tellsWhatIsWrongWithDescriptionsAndWhatTheyNeedOfTheSettings() throws Exception {
        Routes.write(routes.resolve("egress/pigeon.http.yaml"), PIGEON + "needs: [token, nest-id]\n");
        Routes.write(routes.resolve("egress/broken.http.yaml"), PIGEON.replace("channel: pigeon\n", "chanel: pigeon\n"));
        Path settings = Files.writeString(folder.resolve("mine.yaml"),
                """
                vestnik:
                  channels:
                    pigeon:
                      providers:
                        - {name: loft, uri: "https://loft.example", token: t}
                    sms:
                      providers:
                        - name: gate
                          uri: https://gate.example
                          api: gone
                """);
        Hub.Ended check = check("--spring.config.additional-location=" + settings);
        assertThat(check.output().lines().sorted()).containsExactlyInAnyOrder(
                routes.resolve("egress/broken.http.yaml") + ":2: chanel: is not known",
                "vestnik.channels.pigeon.providers[0].options.nest-id: is needed by egress/pigeon.http.yaml",
                settings + ":10: vestnik.channels.sms.providers[0].api: there is no egress/gone.http.yaml",
                Routes.count(routes) + " route files, 3 faults");
        assertThat(check.exit()).isEqualTo(1);
    }

    @Test
    void saysThatThePackedRoutesAreJudgedWhereTheFolderIsMissing() {
        Hub.Ended check = Hub.run("check", "--vestnik.routes-dir=" + folder.resolve("rotues"));
        assertThat(check.output()).startsWith("note: there is no " + folder.resolve("rotues")).contains("0 faults");
    }

    @Test
    void aStartRefusesWhatItFinds() {
        BrokenFile broken = BrokenFile.all().stream().filter(file -> file.name().equals("bean")).findFirst().orElseThrow();
        broken.writeTo(routes);
        Hub.Ended start = Hub.run(
                "--vestnik.routes-dir=" + routes, "--vestnik.data-dir=" + folder.resolve("data"), "--server.port=0");
        assertThat(start.exit()).isEqualTo(1);
        assertThat(start.output()).contains(broken.path() + ":" + broken.line() + ": " + broken.reason());
    }

    @Test
    void refusesAWordThatItDoesNotKnow() {
        Hub.Ended refused = Hub.run("chek");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.output()).startsWith("chek?").contains("usage:");
    }

    private Hub.Ended check(String... settings) {
        List<String> arguments = new ArrayList<>(List.of("check", "--vestnik.routes-dir=" + routes));
        arguments.addAll(List.of(settings));
        return Hub.run(arguments.toArray(String[]::new));
    }
}
