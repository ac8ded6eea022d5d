package io.vestnik.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.vestnik.platform.check.RouteSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an editor marks, and what it does not. */
class RouteSchemaTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static JsonSchema schema;

    @BeforeAll
    static void make() throws IOException {
        schema = JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(RouteSchema.json());
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void marksNothingInTheShippedRoutes(Path file) throws IOException {
        assertThat(marks(Files.readString(file))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- lgo: {message: a}", // no such step
                "- log: {massage: a}", // no such field
                "- to: seda:accepted", // the short form
                "- setBody: {expression: {simple: \"${body}\"}}",
                "- to: {uri: \"nosuch:thing\"}",
                "- to: {uri: \"jms-batch:vestnik.accepted\", parameters: {sise: 1}}",
                "- to: {uri: \"smpp-client:sms\", parameters: {answerTimeOut: 30s}}",
            })
    void marksAMistake(String step) throws IOException {
        assertThat(marks(route(step))).isNotEmpty();
    }

    @Test
    void knowsOurOwnComponents() throws IOException {
        assertThat(marks(route("- to: {uri: \"jms-batch:vestnik.accepted\", parameters: {timeToLive: 1000}}"))).isEmpty();
        assertThat(marks(route("- to: {uri: \"smpp-client:sms\", parameters: {answerTimeout: 30s}}"))).isEmpty();
        assertThat(marks(route("- toD: {uri: \"jms-batch:vestnik.egress.${header.VestnikChannel}\"}"))).isEmpty();
    }

    private static String route(String step) {
        return "- route:\n    id: a\n    from:\n      uri: timer:a\n      steps:\n        " + step + "\n";
    }

    private static List<String> marks(String yaml) throws IOException {
        JsonNode content = YAML.readTree(yaml);
        return schema.validate(content).stream().map(ValidationMessage::getMessage).toList();
    }
}
