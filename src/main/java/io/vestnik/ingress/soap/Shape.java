package io.vestnik.ingress.soap;

import java.util.Map;
import java.util.Set;
import org.w3c.dom.Element;

/** Where the XML of the contract differs from REST's JSON: arrays, free names, and what is no string. */
final class Shape {

    static final String NAMESPACE = "urn:vestnik:v1";

    /** JSON array → its items' element. */
    static final Map<String, String> LISTS = Map.of(
            "channels", "step",
            "events", "event",
            "deliveries", "delivery",
            "timeline", "entry",
            "media", "file",
            "buttons", "button",
            "body", "value");

    /** JSON object with free names → the element of one entry, which has the name as an attribute. Without names {@code body} is an array. */
    static final Map<String, String> KEYED = Map.of(
            "tags", "tag",
            "variables", "variable",
            "to", "address",
            "body", "value");

    /** The names that {@code to} has as elements; any other is a channel's. */
    static final Set<String> NAMED_ADDRESSES = Set.of("phone", "email", "contact");

    private static final Set<String> OBJECTS = Set.of("message", "template", "callback", "step", "header");
    private static final Set<String> FLAGS = Set.of("required", "shortenLinks", "granted");
    private static final Set<String> EXACT = Set.of("text", "sender", "tag", "variable", "event", "evidence", "value");

    private Shape() {}

    /** The element of one of its entries, which has the free name; null: it has no free names. */
    static String entryOf(Element element) {
        String name = element.getLocalName();
        boolean named = !LISTS.containsKey(name) || Elements.children(element).stream().anyMatch(child -> child.hasAttribute("name"));
        return named ? KEYED.get(name) : null;
    }

    static boolean isObject(String name) {
        return OBJECTS.contains(name);
    }

    static boolean isFlag(String name) {
        return FLAGS.contains(name);
    }

    /** White space around the value belongs to it; elsewhere the schema collapses it. */
    static boolean isExact(String name) {
        return EXACT.contains(name);
    }

    /** The attribute that has the free name. */
    static String keyOf(String entry) {
        return entry.equals("address") ? "channel" : "name";
    }
}
