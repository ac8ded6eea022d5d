package io.vestnik.architecture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * A file of routes, as data.
 *
 * @param stage the folder: {@code egress}
 * @param name without the suffix: {@code sms}
 */
record RouteFile(String stage, String name, String text, JsonNode content) {

    private static final Path FOLDER = Path.of("routes");
    private static final Path EXAMPLES = Path.of("src/docs/examples");
    private static final String SUFFIX = ".camel.yaml";
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** Those that are shipped. */
    static List<RouteFile> all() {
        return in(FOLDER);
    }

    /** Those that integrators copy: {@code src/docs/examples/NAME/routes/...}. */
    static List<RouteFile> examples() {
        try (Stream<Path> folders = Files.list(EXAMPLES)) {
            return folders.map(folder -> folder.resolve("routes"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .flatMap(routes -> in(routes).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<RouteFile> in(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<RouteFile> all =
                    files.filter(Files::isRegularFile).filter(file -> !isDescription(file)).sorted().map(file -> read(folder, file)).toList();
            if (all.isEmpty() && folder.equals(FOLDER)) {
                throw new IllegalStateException("no files in " + folder.toAbsolutePath());
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code routes/egress/NAME.http.yaml}: no routes, but what is said of an HTTP API. */
    static boolean isDescription(Path file) {
        return file.toString().matches(".*[/\\\\]egress[/\\\\][^/\\\\]+\\.http\\.yaml");
    }

    private static RouteFile read(Path folder, Path file) {
        Path relative = folder.relativize(file);
        String fileName = relative.getFileName().toString();
        if (relative.getNameCount() != 2 || !fileName.endsWith(SUFFIX)) {
            throw new IllegalStateException("not routes/STAGE/NAME" + SUFFIX + ": " + file);
        }
        try {
            String text = Files.readString(file);
            String name = fileName.substring(0, fileName.length() - SUFFIX.length());
            return new RouteFile(relative.getName(0).toString(), name, text, YAML.readTree(text));
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    /** What stands under a top-level key, one a list item: {@code route}, {@code templatedRoute}, ... */
    List<JsonNode> each(String key) {
        List<JsonNode> found = new ArrayList<>();
        content.forEach(item -> {
            if (item.has(key)) {
                found.add(item.get(key));
            }
        });
        return found;
    }

    /** Every name and its value, however deep. */
    void visit(BiConsumer<String, JsonNode> visitor) {
        visit(content, visitor);
    }

    private static void visit(JsonNode node, BiConsumer<String, JsonNode> visitor) {
        node.fields().forEachRemaining(field -> visitor.accept(field.getKey(), field.getValue()));
        node.forEach(child -> visit(child, visitor));
    }

    /** The endpoints it takes from and sends to. */
    List<String> uris() {
        List<String> uris = new ArrayList<>();
        visit((name, value) -> {
            if (name.equals("uri")) {
                uris.add(value.asText());
            }
        });
        return uris;
    }

    /** The endpoints its routes start from. */
    List<String> sources() {
        List<String> uris = new ArrayList<>();
        visit((name, value) -> {
            if (name.equals("from")) {
                uris.add(value.path("uri").asText());
            }
        });
        return uris;
    }

    @Override
    public String toString() {
        return stage + "/" + name;
    }
}
