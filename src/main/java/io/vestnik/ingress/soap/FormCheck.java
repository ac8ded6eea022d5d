package io.vestnik.ingress.soap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Validator;
import org.springframework.stereotype.Component;
import org.w3c.dom.Element;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Finds everything in a request that breaks the schema of the WSDL, where CXF's own check stops at the first (ADR 0004). */
@Component("soapFormCheck")
class FormCheck {

    /** Enough to mend any honest call; a hostile one gets no answer larger than itself. */
    private static final int MOST = 2_000;

    private final Contract contract;

    FormCheck(Contract contract) {
        this.contract = contract;
    }

    /** In no order that matters; empty: of the right form. */
    List<Finding> check(Element request) {
        List<Finding> found = new ArrayList<>();
        children(request, found);
        Validator validator = contract.validator();
        validator.setErrorHandler(new Collector(validator, found));
        try {
            validator.validate(new DOMSource(request));
        } catch (SAXException | IOException e) {
            // the handler throws nothing: this is a limit of the JDK's secure processing
            found.add(new Finding(request, "", "is beyond the limits of this door"));
        }
        return found;
    }

    private void children(Element parent, List<Finding> found) {
        Map<String, Contract.Child> known = contract.childrenOf(parent);
        if (known == null || found.size() >= MOST) {
            return;
        }
        known.forEach((name, child) -> {
            if (child.needed() && Elements.child(parent, name).isEmpty()) {
                found.add(new Finding(parent, "/" + name, "is missing"));
            }
        });
        namedTwice(parent, found);
        for (Element child : Elements.children(parent)) {
            if (!Shape.NAMESPACE.equals(child.getNamespaceURI())) {
                found.add(new Finding(child, "", "is not in the namespace " + Shape.NAMESPACE));
            } else if (known.containsKey(child.getLocalName())) {
                children(child, found);
            } else {
                found.add(new Finding(child, "", "is not a known element here"));
            }
        }
    }

    /** JSON has room for one value a name; the schema does not compare names. */
    private static void namedTwice(Element parent, List<Finding> found) {
        String entry = Shape.KEYED.get(parent.getLocalName());
        if (entry == null) {
            return;
        }
        Set<String> names = new HashSet<>();
        for (Element child : Elements.children(parent)) {
            boolean free = child.getLocalName().equals(entry);
            String name = free ? child.getAttribute(Shape.keyOf(entry)) : child.getLocalName();
            if (!name.isEmpty() && !names.add(name)) {
                found.add(new Finding(child, "", "is given twice"));
            }
        }
    }

    private final class Collector implements ErrorHandler {

        private final Validator validator;
        private final List<Finding> found;

        Collector(Validator validator, List<Finding> found) {
            this.validator = validator;
            this.found = found;
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            Element at = (Element) validator.getProperty("http://apache.org/xml/properties/dom/current-element-node");
            String message = e.getMessage();
            String rule = Complaint.rule(message);
            if (found.size() >= MOST || rule.equals("cvc-type.3.1.3")) {
                return; // 3.1.3 only repeats the complaint before it
            }
            if (rule.equals("cvc-attribute.3")) {
                // the complaint before it was about this attribute
                Finding last = found.remove(found.size() - 1);
                found.add(new Finding(at, "/@" + Complaint.attribute(message), last.detail()));
            } else if (!rule.startsWith("cvc-complex-type.2.4")) {
                found.add(new Finding(at, "", Complaint.words(message)));
            } else if (isMisplaced(at, message)) {
                found.add(new Finding(at, "", "is not expected here: it is given twice, too often, or out of the contract's order"));
            }
        }

        /** Known where it stands, and not only in the way of one that is missing: those are found without the validator. */
        private boolean isMisplaced(Element at, String message) {
            if (!(at.getParentNode() instanceof Element parent)) {
                return false;
            }
            Map<String, Contract.Child> known = contract.childrenOf(parent);
            boolean here = known != null
                    && known.containsKey(at.getLocalName())
                    && Shape.NAMESPACE.equals(at.getNamespaceURI());
            // 2.4.b and 2.4.i are told at the end of the parent, when a child is missing
            boolean incomplete = message.startsWith("cvc-complex-type.2.4.b") || message.startsWith("cvc-complex-type.2.4.i");
            return here && !incomplete && known.entrySet().stream()
                    .noneMatch(child -> child.getValue().needed() && Elements.child(parent, child.getKey()).isEmpty());
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            error(e);
        }

        @Override
        public void warning(SAXParseException e) {
            // none bears on validity
        }
    }
}
