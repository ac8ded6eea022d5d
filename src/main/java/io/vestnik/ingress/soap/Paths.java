package io.vestnik.ingress.soap;

import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Where something is in a request, in the words of XPath: {@code /SendMessage/message/channels/step[2]/timeout}. */
final class Paths {

    private Paths() {}

    /** From the root of the payload to the element; {@code from} null: from the payload's root. */
    static String of(Element element, Element from) {
        Node parent = element.getParentNode();
        if (element == from || !(parent instanceof Element)) {
            return "/" + element.getLocalName();
        }
        return of((Element) parent, from) + "/" + step(element, (Element) parent);
    }

    private static String step(Element element, Element parent) {
        String name = element.getLocalName();
        boolean keyed = name.equals(Shape.KEYED.get(parent.getLocalName()));
        String key = keyed ? element.getAttribute(Shape.keyOf(name)) : "";
        if (isPlain(key)) {
            return keyed(name, key);
        }
        int position = position(element, name);
        boolean listed = keyed || name.equals(Shape.LISTS.get(parent.getLocalName()));
        return position > 1 || listed ? name + "[" + position + "]" : name;
    }

    private static int position(Element element, String name) {
        int position = 1;
        for (Node node = element.getPreviousSibling(); node != null; node = node.getPreviousSibling()) {
            if (name.equals(node.getLocalName())) {
                position++;
            }
        }
        return position;
    }

    /**
     * The same place as a JSON pointer of REST (RFC 6901) names it.
     *
     * @param base the path of what the pointer starts at
     */
    static String of(String pointer, String base) {
        StringBuilder path = new StringBuilder(base);
        String parent = "";
        for (String token : pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
            String name = token.replace("~1", "/").replace("~0", "~");
            path.append('/').append(step(name, parent));
            parent = name;
        }
        return path.toString();
    }

    private static String step(String name, String parent) {
        String item = Shape.LISTS.get(parent);
        if (item != null && name.matches("\\d+")) {
            return item + "[" + (Integer.parseInt(name) + 1) + "]";
        }
        String entry = Shape.KEYED.get(parent);
        if (entry == null || parent.equals("to") && Shape.NAMED_ADDRESSES.contains(name)) {
            return name;
        }
        return isPlain(name) ? keyed(entry, name) : entry;
    }

    private static String keyed(String entry, String key) {
        return entry + "[@" + Shape.keyOf(entry) + "='" + key + "']";
    }

    /** Free names come from outside: one that could break the path, or is long, is not repeated. */
    private static boolean isPlain(String key) {
        return !key.isEmpty() && key.length() <= 100 && key.indexOf('\'') < 0;
    }
}
