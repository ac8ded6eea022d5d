package io.vestnik.ingress.soap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.cxf.helpers.DOMUtils;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Reading and making the elements of the contract. */
final class Elements {

    private Elements() {}

    static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }

    /** The first child of that name, in any namespace: the schema judges namespaces. */
    static Optional<Element> child(Element parent, String name) {
        return children(parent).stream()
                .filter(child -> child.getLocalName().equals(name))
                .findFirst();
    }

    /** Null: there is no such child. */
    static String text(Element parent, String name) {
        return child(parent, name).map(Element::getTextContent).orElse(null);
    }

    static Element root(String name) {
        var document = DOMUtils.createDocument();
        Element root = document.createElementNS(Shape.NAMESPACE, "v:" + name);
        document.appendChild(root);
        return root;
    }

    static Element add(Element parent, String name) {
        Element child = parent.getOwnerDocument().createElementNS(Shape.NAMESPACE, "v:" + name);
        parent.appendChild(child);
        return child;
    }

    static Element add(Element parent, String name, String text) {
        Element child = add(parent, name);
        child.setTextContent(printable(text));
        return child;
    }

    /** XML 1.0 §2.2 has no room for most control characters: one from a provider must not break the answer. */
    private static String printable(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }
}
