package io.vestnik.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code docker/compose.yaml}, read as Compose reads it. */
record Compose(Map<String, Map<String, Object>> services, Map<String, Object> whole) {

    static final Path FOLDER = Path.of("docker");
    static final Path FILE = FOLDER.resolve("compose.yaml");
    /** Name, then what Compose does without it: {@code :?} ends, {@code :-} takes what follows. */
    static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?:(:[?-])([^}]*))?}");

    @SuppressWarnings("unchecked")
    static Compose read() {
        try {
            Map<String, Object> whole = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(FILE));
            return new Compose((Map<String, Map<String, Object>>) whole.get("services"), whole);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a service is told by its environment, still with the variables. */
    Map<String, String> environment(String service) {
        Map<String, String> environment = new LinkedHashMap<>();
        if (services.get(service).get("environment") instanceof Map<?, ?> variables) {
            variables.forEach((name, value) -> environment.put(name.toString(), value.toString()));
        }
        return environment;
    }

    /** The same with the operator's values in the place of the variables; fails as Compose does where one is missing. */
    Map<String, String> environment(String service, Map<String, String> values) {
        Map<String, String> environment = environment(service);
        environment.replaceAll((name, text) -> VARIABLE.matcher(text).replaceAll(variable -> {
            String value = values.get(variable.group(1));
            if (value == null) {
                assertThat(variable.group(2)).as("%s is not set and has no default", variable.group(1)).isEqualTo(":-");
                value = variable.group(3);
            }
            return Matcher.quoteReplacement(value);
        }));
        return environment;
    }

    @SuppressWarnings("unchecked")
    List<String> list(String service, String key) {
        return (List<String>) services.get(service).getOrDefault(key, List.of());
    }
}
