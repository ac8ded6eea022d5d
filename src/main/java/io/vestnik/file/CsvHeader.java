package io.vestnik.file;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the columns of a CSV file mean: addresses, fields of a message as REST has them, and the sender's own. */
final class CsvHeader implements Header {

    private static final String KEY = "key";
    private static final Map<String, String> FIELDS = Stream.of(
                    KEY, "class", "text", "sender", "sendAt", "sendAtLocal", "validFor", "shortenLinks", "template", "channels",
                    "callback", "spread", "media")
            .collect(Collectors.toMap(name -> name.toLowerCase(Locale.ROOT), Function.identity()));

    private enum Kind {
        ADDRESS,
        FIELD,
        OWN
    }

    private record Column(String name, Kind kind) {}

    private final List<Column> columns = new ArrayList<>();

    /** @throws BadFile a name is missing or there twice, or none is an address */
    CsvHeader(List<String> names, Predicate<String> isAddress) {
        Set<String> seen = new HashSet<>();
        for (String written : names) {
            String name = written.strip();
            String lower = name.toLowerCase(Locale.ROOT);
            if (name.isEmpty()) {
                throw new BadFile("column " + (columns.size() + 1) + " of its header has no name");
            }
            if (!seen.add(lower)) {
                throw new BadFile("column " + (columns.size() + 1) + " of its header has the name of an earlier one");
            }
            columns.add(column(name, lower, isAddress));
        }
        if (columns.stream().noneMatch(column -> column.kind == Kind.ADDRESS)) {
            throw new BadFile("no column of its header is an address: phone, email, or a channel's name");
        }
    }

    private static Column column(String name, String lower, Predicate<String> isAddress) {
        if (FIELDS.containsKey(lower)) {
            return new Column(FIELDS.get(lower), Kind.FIELD);
        }
        return isAddress.test(lower) ? new Column(lower, Kind.ADDRESS) : new Column(name, Kind.OWN);
    }

    @Override
    public SourceRow row(long number, List<String> cells) {
        if (cells.size() != columns.size()) {
            return SourceRow.wrong(number, "has " + cells.size() + " cells, the header has " + columns.size());
        }
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        ObjectNode to = JsonNodeFactory.instance.objectNode();
        ObjectNode own = JsonNodeFactory.instance.objectNode();
        String key = null;
        int size = 0;
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            Column column = columns.get(i);
            size += cell.length();
            if (cell.isEmpty()) {
                continue;
            }
            switch (column.kind) {
                case ADDRESS -> to.put(column.name, cell);
                case OWN -> own.put(column.name, cell);
                case FIELD -> {
                    if (column.name.equals(KEY)) {
                        key = cell;
                    } else {
                        field(message, column.name, cell);
                    }
                }
            }
        }
        message.set("to", to);
        if (!own.isEmpty()) {
            setOwn(message, own);
        }
        return new SourceRow(number, message, key, null, size);
    }

    private static void field(ObjectNode message, String name, String cell) {
        switch (name) {
            case "shortenLinks" -> {
                switch (cell.toLowerCase(Locale.ROOT)) {
                    case "true" -> message.put(name, true);
                    case "false" -> message.put(name, false);
                    default -> message.put(name, cell); // a string: the reader says what it must be
                }
            }
            case "template" -> message.putObject(name).put("id", cell);
            case "callback" -> message.putObject(name).put("url", cell);
            case "channels" -> {
                var steps = message.putArray(name);
                for (String channel : several(cell)) {
                    steps.addObject().put("channel", channel);
                }
            }
            case "media" -> {
                var media = message.putArray(name);
                for (String url : several(cell)) {
                    media.addObject().put("url", url);
                }
            }
            default -> message.put(name, cell);
        }
    }

    private static String[] several(String cell) {
        return cell.strip().split("[ |]+");
    }

    /** The columns that the contract does not know: what a template speaks of, else tags. */
    private static void setOwn(ObjectNode message, ObjectNode own) {
        if (message.get("template") instanceof ObjectNode template) {
            template.set("variables", own);
        } else {
            message.set("tags", own);
        }
    }
}
