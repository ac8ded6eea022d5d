package io.vestnik.ingress.soap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.w3c.dom.Element;

/** The elements of the contract as REST's JSON, and back. What the schema would refuse is carried over as it is, to be named. */
final class JsonForm {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JsonForm() {}

    static ObjectNode object(Element element) {
        ObjectNode object = JSON.objectNode();
        Elements.children(element).forEach(child -> object.set(child.getLocalName(), value(child)));
        return object;
    }

    private static JsonNode value(Element element) {
        String name = element.getLocalName();
        String entry = Shape.entryOf(element);
        if (entry != null) {
            return keyed(element, entry);
        }
        if (Shape.LISTS.containsKey(name)) {
            ArrayNode array = JSON.arrayNode();
            Elements.children(element).forEach(item -> array.add(value(item)));
            return array;
        }
        boolean object = Shape.isObject(name) || !Elements.children(element).isEmpty();
        return object ? object(element) : leaf(name, element.getTextContent());
    }

    private static ObjectNode keyed(Element element, String entry) {
        ObjectNode object = JSON.objectNode();
        for (Element child : Elements.children(element)) {
            boolean free = child.getLocalName().equals(entry);
            String name = free ? child.getAttribute(Shape.keyOf(entry)) : child.getLocalName();
            if (!name.isEmpty() || entry.equals("value")) { // nameless: the schema has told that, but where it is allowed alone
                object.set(name, value(child));
            }
        }
        return object;
    }

    private static JsonNode leaf(String name, String text) {
        if (Shape.isExact(name)) {
            return JSON.textNode(text);
        }
        String value = text.strip();
        if (Shape.isFlag(name) && value.matches("true|false|0|1")) {
            return JSON.booleanNode(value.equals("true") || value.equals("1"));
        }
        return JSON.textNode(value);
    }

    /** Adds an object's fields to an element in their order; a null is left out. */
    static void write(JsonNode object, Element to) {
        object.fields().forEachRemaining(field -> {
            JsonNode value = field.getValue();
            String name = field.getKey();
            if (value.isNull()) {
                return;
            }
            if (Shape.LISTS.containsKey(name)) {
                Element list = Elements.add(to, name);
                value.forEach(item -> write(item, Elements.add(list, Shape.LISTS.get(name))));
            } else if (Shape.KEYED.containsKey(name)) {
                writeKeyed(value, Elements.add(to, name), Shape.KEYED.get(name));
            } else if (value.isObject()) {
                write(value, Elements.add(to, name));
            } else {
                Elements.add(to, name, value.asText());
            }
        });
    }

    private static void writeKeyed(JsonNode object, Element to, String entry) {
        if (entry.equals("address")) {
            // the schema has a fixed order, JSON has none
            for (String name : new String[] {"phone", "email", "contact"}) {
                if (object.hasNonNull(name)) {
                    Elements.add(to, name, object.get(name).asText());
                }
            }
        }
        object.fields().forEachRemaining(field -> {
            boolean free = !entry.equals("address") || !Shape.NAMED_ADDRESSES.contains(field.getKey());
            if (free && !field.getValue().isNull()) {
                Elements.add(to, entry, field.getValue().asText()).setAttribute(Shape.keyOf(entry), field.getKey());
            }
        });
    }
}
