package io.vestnik.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A route file with a mistake.
 *
 * @param line where it stands; 0: the file as a whole
 * @param reason what the hub says of it, or the beginning of that
 */
record BrokenFile(String name, int line, String reason, String text) {

    private static final String HEAD =
            """
            - route:
                id: broken-%s
                from:
                  uri: timer:broken
                  steps:
            """;

    static List<BrokenFile> all() {
        return List.of(
                new BrokenFile("empty", 0, "is empty", ""),
                new BrokenFile("map", 1, "must be a list", "route:\n  id: broken-map\n"),
                new BrokenFile("indent", 6, "is no YAML", HEAD.formatted("indent") + "     - log: {message: a}\n"),
                new BrokenFile("tab", 3, "is no YAML", "- route:\n    id: broken-tab\n\tfrom: x\n"),
                steps("step", 6, "Unknown node id: lgo", "- lgo: {message: a}"),
                steps("field", 7, "Unsupported field: massage", "- log:\n    massage: a"),
                steps("component", 7, "there is no component nosuch", "- to:\n    uri: nosuch:thing"),
                steps("option", 9, "seda has no option sise", "- to:\n    uri: seda:accepted\n    parameters:\n      sise: 1"),
                steps("our-option", 9, "jms-batch has no option sise",
                        "- to:\n    uri: jms-batch:vestnik.accepted\n    parameters:\n      sise: 1"),
                steps("bean", 10, "there is no bean nosuch",
                        "- filter:\n    expression: {simple: {expression: \"true\"}}\n    steps:\n    - bean:\n        ref: nosuch"),
                steps("method", 8, "the bean has no method nosuch", "- bean:\n    ref: claim\n    method: nosuch(${body})"),
                steps("bean-in-simple", 7, "the bean has no method nosuch",
                        "- setBody:\n    expression: {simple: {expression: \"${bean:claim.nosuch}\"}}"),
                steps("simple", 7, "", "- setBody:\n    expression: {simple: {expression: \"${header.a\"}}"),
                steps("placeholder", 7, "Property with key [no.such.key] not found",
                        "- setBody:\n    expression: {constant: {expression: \"{{no.such.key}}\"}}"),
                steps("sql", 7, "Cannot find resource", "- to:\n    uri: sql:classpath:sql/nosuch.sql"),
                new BrokenFile("consumer", 4, "Cannot consume from http", HEAD.formatted("consumer").replace("timer:broken", "http:a.example")
                        + "      - log: {message: a}\n"),
                new BrokenFile("configuration", 3, "there is no routeConfiguration nosuch", HEAD.formatted("configuration")
                        .replace("    from:", "    routeConfigurationId: nosuch\n    from:") + "      - log: {message: a}\n"),
                new BrokenFile("template", 2, "Cannot find RouteTemplate with id nosuch",
                        "- templatedRoute:\n    routeTemplateRef: nosuch\n    routeId: broken-template\n"),
                new BrokenFile("twice", 8, "the route id broken-twice is taken by ",
                        (HEAD.formatted("twice") + "      - log: {message: a}\n").repeat(2)),
                new BrokenFile("taken", 2, "the route id core-gate is taken by ",
                        HEAD.formatted("x").replace("broken-x", "core-gate") + "      - log: {message: a}\n"));
    }

    private static BrokenFile steps(String name, int line, String reason, String steps) {
        return new BrokenFile(name, line, reason, HEAD.formatted(name) + steps.indent(6));
    }

    /** From the routes folder on; after all that is there, since the later one of two with the same id is at fault. */
    String path() {
        return "core/x-" + name + ".camel.yaml";
    }

    void writeTo(Path routes) {
        try {
            Files.writeString(routes.resolve(path()), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
