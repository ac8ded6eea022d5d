package io.vestnik.platform.routes;

import io.vestnik.route.Fault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A route file taken apart, with the parser that Camel reads it with. */
final class RouteDocument {

    /** Each stands for itself; anything else ({@code onException}, {@code beans}, a code-first rest) counts for its whole file. */
    private static final Set<String> SEPARATE = Set.of(
            "route", "from", "routeTemplate", "templatedRoute", "routeConfiguration", "restConfiguration", "rest");

    private final RouteFile file;
    private final String[] lines;
    private final Node root;

    private RouteDocument(RouteFile file, Node root) {
        this.file = file;
        this.lines = new String(file.content(), StandardCharsets.UTF_8).split("\n", -1);
        this.root = root;
    }

    /** @throws Unreadable when it is no YAML, or no list */
    static RouteDocument of(RouteFile file) throws Unreadable {
        try {
            Node root = new Compose(LoadSettings.builder().build())
                    .composeString(new String(file.content(), StandardCharsets.UTF_8))
                    .orElseThrow(() -> new Unreadable(new Fault(file.name(), 0, "is empty")));
            if (!(root instanceof SequenceNode)) {
                throw new Unreadable(new Fault(file.name(), line(root), "must be a list: each route begins with \"- route:\""));
            }
            return new RouteDocument(file, root);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().or(e::getContextMark).map(mark -> mark.getLine() + 1).orElse(0);
            throw new Unreadable(new Fault(file.name(), line, "is no YAML: " + e.getProblem()));
        } catch (YamlEngineException e) {
            throw new Unreadable(new Fault(file.name(), 0, "is no YAML: " + Reason.line(e.getMessage())));
        }
    }

    /** In their order. */
    List<RouteUnit> units() {
        List<Node> items = ((SequenceNode) root).getValue();
        List<Integer> starts = new ArrayList<>();
        boolean separate = true;
        for (Node item : items) {
            int start = dash(line(item), starts.isEmpty() ? 0 : starts.get(starts.size() - 1));
            starts.add(start);
            separate &= start > 0 && isSeparate(item) && !hasAnchor(item);
        }
        if (!separate || items.isEmpty()) {
            return List.of(unit(items, 1, lines.length));
        }
        List<RouteUnit> units = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            int last = i + 1 < items.size() ? starts.get(i + 1) - 1 : lines.length;
            units.add(unit(List.of(items.get(i)), starts.get(i), last));
        }
        return units;
    }

    private static boolean isSeparate(Node item) {
        if (!(item instanceof MappingNode mapping) || mapping.getValue().size() != 1) {
            return false;
        }
        String kind = text(mapping.getValue().get(0).getKeyNode());
        boolean contractFirst = kind.equals("rest") && child(mapping.getValue().get(0).getValueNode(), "openApi") != null;
        return SEPARATE.contains(kind) && (!kind.equals("rest") || contractFirst);
    }

    /** The line of the dash that begins an item; 0: it shares a line with the one before. */
    private int dash(int line, int after) {
        for (int n = line; n > after; n--) {
            if (lines[n - 1].stripLeading().startsWith("-")) {
                return n;
            }
        }
        return 0;
    }

    private RouteUnit unit(List<Node> items, int first, int last) {
        StringBuilder text = new StringBuilder();
        StringBuilder print = new StringBuilder();
        for (int n = 1; n <= lines.length; n++) {
            text.append(n >= first && n <= last ? lines[n - 1] : "").append('\n');
        }
        Set<String> templates = new HashSet<>();
        Set<String> configurations = new HashSet<>();
        boolean rest = false;
        for (Node item : items) {
            print(item, print);
            provided(item, "routeTemplate", templates);
            provided(item, "routeConfiguration", configurations);
            rest |= child(item, "restConfiguration") != null;
        }
        Set<String> templateRefs = new HashSet<>();
        Set<String> configurationRefs = new HashSet<>();
        for (Node item : items) {
            values(item, "routeTemplateRef", templateRefs);
            values(item, "routeConfigurationId", configurationRefs);
        }
        return new RouteUnit(
                file, first, last, text.toString(), print.toString(), templates, configurations, templateRefs, configurationRefs, rest);
    }

    private static void provided(Node item, String kind, Set<String> ids) {
        Node definition = child(item, kind);
        if (definition != null) {
            Node id = child(definition, "id");
            ids.add(id == null ? RouteUnit.GLOBAL : text(id));
        }
    }

    private static void values(Node node, String key, Set<String> found) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                if (text(entry.getKeyNode()).equals(key)) {
                    found.addAll(List.of(text(entry.getValueNode()).split("\\s*,\\s*")));
                }
                values(entry.getValueNode(), key, found);
            }
        } else if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(child -> values(child, key, found));
        }
    }

    private static void print(Node node, StringBuilder print) {
        if (node instanceof MappingNode mapping) {
            print.append('{');
            for (NodeTuple entry : mapping.getValue()) {
                print(entry.getKeyNode(), print);
                print(entry.getValueNode(), print);
            }
            print.append('}');
        } else if (node instanceof SequenceNode sequence) {
            print.append('[');
            sequence.getValue().forEach(child -> print(child, print));
            print.append(']');
        } else {
            String text = text(node);
            print.append(text.length()).append(':').append(text);
        }
    }

    private static boolean hasAnchor(Node node) {
        if (node.getAnchor().isPresent()) {
            return true;
        }
        if (node instanceof MappingNode mapping) {
            return mapping.getValue().stream().anyMatch(entry -> hasAnchor(entry.getValueNode()));
        }
        return node instanceof SequenceNode sequence && sequence.getValue().stream().anyMatch(RouteDocument::hasAnchor);
    }

    private static Node child(Node node, String key) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                if (text(entry.getKeyNode()).equals(key)) {
                    return entry.getValueNode();
                }
            }
        }
        return null;
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}
