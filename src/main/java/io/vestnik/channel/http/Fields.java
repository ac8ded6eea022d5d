package io.vestnik.channel.http;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A mapping of a description. What is wrong is told with its line, and reading goes on; a key that nobody asked for is wrong too. */
final class Fields {

    private final String path;
    private final int line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();
    private final List<DescriptionFaults.At> faults;

    /** @param path of its keys, with a dot at its end; empty: the document */
    Fields(String path, Node node, List<DescriptionFaults.At> faults) {
        this.path = path;
        this.line = line(node);
        this.faults = faults;
        if (!(node instanceof MappingNode mapping)) {
            fault(line, path.isEmpty() ? "must be a mapping: name: value" : key("") + ": must be a mapping");
            return;
        }
        for (NodeTuple entry : mapping.getValue()) {
            String name = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (values.put(name, entry.getValueNode()) != null) {
                fault(line(entry.getKeyNode()), key(name) + ": is there twice");
            }
            lines.put(name, line(entry.getKeyNode()));
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** Null: it is not there, or wrong. */
    String text(String name) {
        Node value = take(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof ScalarNode scalar)) {
            fault(name, "must be a text");
            return null;
        }
        if (scalar.getTag().equals(Tag.NULL) || scalar.getValue().isBlank()) {
            fault(name, "is empty");
            return null;
        }
        return scalar.getValue();
    }

    /**
     * What a reading makes of it; null: it is not there, or wrong.
     *
     * @param reading throws IllegalArgumentException with the rule
     */
    <T> T read(String name, Function<String, T> reading) {
        String text = text(name);
        try {
            return text == null ? null : reading.apply(text);
        } catch (IllegalArgumentException e) {
            fault(name, e.getMessage());
            return null;
        }
    }

    String oneOf(String name, String otherwise, String... allowed) {
        String text = read(name, value -> {
            if (!List.of(allowed).contains(value)) {
                throw new IllegalArgumentException("must be one of " + String.join(", ", allowed));
            }
            return value;
        });
        return text == null ? otherwise : text;
    }

    boolean flag(String name) {
        return oneOf(name, "false", "true", "false").equals("true");
    }

    /** Null: none. */
    Integer positive(String name) {
        return read(name, value -> {
            if (!value.matches("[1-9][0-9]{0,8}")) {
                throw new IllegalArgumentException("must be a number over 0");
            }
            return Integer.valueOf(value);
        });
    }

    /** Null: none. */
    Duration duration(String name) {
        return read(name, value -> {
            try {
                return Duration.parse(value);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("must be a duration, as PT24H");
            }
        });
    }

    /** Empty: it is not there, or wrong. */
    List<Node> list(String name) {
        Node value = take(name);
        if (value instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        if (value != null) {
            fault(name, "must be a list");
        }
        return List.of();
    }

    /** Empty: it is not there, or wrong. */
    List<String> texts(String name) {
        return list(name).stream()
                .map(node -> node instanceof ScalarNode scalar ? scalar.getValue() : "")
                .toList();
    }

    /** Of a mapping in this one; without anything in it where it is not there. */
    Fields fields(String name) {
        Node value = take(name);
        return new Fields(key(name) + ".", value == null ? new MappingNode(Tag.MAP, List.of(), FlowStyle.BLOCK) : value, faults);
    }

    /** All that a mapping in this one has, in its order, as a reading makes it of each. */
    <T> Map<String, T> map(String name, Function<String, T> reading) {
        Fields inner = fields(name);
        Map<String, T> read = new LinkedHashMap<>();
        for (String key : inner.values.keySet()) {
            T value = inner.read(key, reading);
            if (value != null) {
                read.put(key, value);
            }
        }
        return read;
    }

    /** The mappings of a list in this one, or the one that stands for such a list. Empty: it is not there. */
    List<Fields> each(String name) {
        if (values.get(name) instanceof MappingNode) {
            return List.of(fields(name));
        }
        List<Node> items = list(name);
        if (has(name) && values.get(name) instanceof SequenceNode && items.isEmpty()) {
            fault(name, "is empty");
        }
        return IntStream.range(0, items.size())
                .mapToObj(i -> new Fields(key(name) + "[" + i + "].", items.get(i), faults))
                .toList();
    }

    void require(String name) {
        if (!has(name)) {
            fault(line, key(name) + ": is missing");
        }
    }

    void fault(String name, String reason) {
        fault(lines.getOrDefault(name, line), key(name) + ": " + reason);
    }

    /** Nothing more is asked for. */
    void end() {
        values.keySet().stream().filter(name -> !asked.contains(name)).forEach(name -> fault(name, "is not known"));
    }

    private Node take(String name) {
        asked.add(name);
        return values.get(name);
    }

    private void fault(int at, String reason) {
        faults.add(new DescriptionFaults.At(at, reason));
    }

    private String key(String name) {
        String whole = path + name;
        return whole.endsWith(".") ? whole.substring(0, whole.length() - 1) : whole;
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}
