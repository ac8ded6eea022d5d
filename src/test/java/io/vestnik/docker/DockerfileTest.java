package io.vestnik.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DockerfileTest {

    private static final Path FILE = Compose.FOLDER.resolve("Dockerfile");

    @Test
    void runsAsNobodyInParticular() throws IOException {
        assertThat(arguments("USER")).last().asString().matches("[1-9]\\d{3,}:[1-9]\\d{3,}");
    }

    /** An address set here would take a hub without accounts out of its sandbox. */
    @Test
    void whereItListensIsTheSettingsMatter() throws IOException {
        assertThat(arguments("ENV")).isNotEmpty().noneMatch(set -> set.contains("SERVER_ADDRESS"));
    }

    @Test
    void baseImagesArePinned() throws IOException {
        assertThat(arguments("FROM")).allSatisfy(image -> assertThat(image).matches("[a-z-]+:\\d+-jre-noble( AS \\w+)?"));
    }

    /** In a shell's place SIGTERM would end at the shell. */
    @Test
    void signalsReachJava() throws IOException {
        String[] command = exec(arguments("ENTRYPOINT"));
        assertThat(command).startsWith("java").endsWith("io.vestnik.VestnikApplication");
        assertThat(command).anyMatch(option -> option.startsWith("-XX:MaxRAMPercentage="));
        assertThat(arguments("STOPSIGNAL")).containsExactly("SIGTERM");
        assertThat(arguments("CMD")).isEmpty();
    }

    @Test
    void healthIsAskedWithoutToolsThatTheImageMayLack() throws IOException {
        assertThat(healthCheck()).startsWith("bash", "-c");
        assertThat(String.join(" ", healthCheck())).contains("/actuator/health/liveness").doesNotContain("curl", "wget");
    }

    @Test
    void takesOnlyWhatTheContextLetsIn() throws IOException {
        List<String> let = Files.readAllLines(Path.of(".dockerignore")).stream().filter(line -> line.startsWith("!")).toList();
        List<String> copied = arguments("COPY").stream()
                .filter(copy -> !copy.startsWith("--from"))
                .map(copy -> "!" + copy.split(" ")[0])
                .toList();
        assertThat(let).containsExactlyInAnyOrderElementsOf(copied);
    }

    /** Every door's. */
    static List<String> ports() throws IOException {
        return arguments("EXPOSE").stream().flatMap(ports -> Arrays.stream(ports.split(" "))).toList();
    }

    /** The command of the image's health check. */
    static String[] healthCheck() throws IOException {
        return exec(arguments("HEALTHCHECK").stream().map(check -> check.replaceFirst(".*? CMD ", "")).toList());
    }

    private static String[] exec(List<String> arguments) throws IOException {
        assertThat(arguments).singleElement().asString().startsWith("[");
        return new ObjectMapper().readValue(arguments.get(0), String[].class);
    }

    /** Of each such instruction, with its continued lines. */
    private static List<String> arguments(String instruction) throws IOException {
        String text = Files.readString(FILE).replaceAll("(?m)^\\s*#.*\\R", "").replaceAll("\\\\\\R\\s*", "");
        return Arrays.stream(text.split("\\R"))
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length() + 1).trim())
                .toList();
    }
}
