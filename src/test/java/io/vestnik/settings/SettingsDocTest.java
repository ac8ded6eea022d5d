package io.vestnik.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.hours.Hours;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The operators' page of settings and the records that bind them are the same list. */
class SettingsDocTest {

    private static final Path PAGE = Path.of("src/docs/settings.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(vestnik\\.[^`]+)` \\|.*\\| ([^|]+) \\|$");
    /** Records that are written as one text. */
    private static final Set<Type> TEXTS = Set.of(Hours.class);

    @Test
    void everyKeyHasItsRowAndEveryRowItsKey() throws IOException {
        assertThat(documented().keySet()).containsExactlyElementsOf(bound().keySet());
    }

    @Test
    void defaultsAreToldAsTheyAre() throws IOException {
        Map<String, String> documented = documented();
        assertThat(bound()).allSatisfy((key, value) -> {
            if (!value.isEmpty()) {
                assertThat(documented.get(key)).as(key).isEqualTo("`" + value + "`");
            }
        });
    }

    /** Key to the last column. */
    private static Map<String, String> documented() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        ROW.matcher(Files.readString(PAGE)).results().forEach(row ->
                assertThat(rows.put(row.group(1), row.group(2))).as("twice: %s", row.group(1)).isNull());
        return rows;
    }

    /** Key to default; empty: none, or one that code decides. */
    private static Map<String, String> bound() {
        Map<String, String> keys = new TreeMap<>();
        collect(VestnikSettings.class, "vestnik", keys);
        return keys;
    }

    private static void collect(Class<?> settings, String prefix, Map<String, String> keys) {
        Constructor<?> canonical = Stream.of(settings.getDeclaredConstructors())
                .max(Comparator.comparingInt(Constructor::getParameterCount))
                .orElseThrow();
        for (Parameter parameter : canonical.getParameters()) {
            String key = prefix + "." + parameter.getName().replaceAll("([A-Z])", "-$1").toLowerCase();
            Type type = parameter.getParameterizedType();
            if (isGroup(parameter.getType())) {
                collect(parameter.getType(), key, keys);
            } else if (type instanceof ParameterizedType many && isGroup(last(many))) {
                collect((Class<?>) last(many), key + (parameter.getType() == Map.class ? ".NAME" : "[]"), keys);
            } else {
                DefaultValue value = parameter.getAnnotation(DefaultValue.class);
                keys.put(key, value == null ? "" : String.join(",", value.value()));
            }
        }
    }

    private static Type last(ParameterizedType many) {
        return many.getActualTypeArguments()[many.getActualTypeArguments().length - 1];
    }

    private static boolean isGroup(Type type) {
        return type instanceof Class<?> c && c.isRecord() && !TEXTS.contains(c);
    }
}
