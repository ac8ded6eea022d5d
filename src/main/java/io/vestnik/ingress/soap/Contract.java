package io.vestnik.ingress.soap;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.springframework.stereotype.Component;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What the WSDL says of form: its inline schema, and which children each element takes. Safe for many threads. */
@Component("soapContract")
class Contract {

    private static final String WSDL = "/wsdl/vestnik-v1.wsdl";
    private static final String XSD = XMLConstants.W3C_XML_SCHEMA_NS_URI;

    private final Schema schema;
    private final Map<String, Map<String, Boolean>> children = new LinkedHashMap<>();

    Contract() {
        try (InputStream wsdl = Contract.class.getResourceAsStream(WSDL)) {
            Document document = parse(wsdl);
            Element types = (Element) document.getElementsByTagNameNS(XSD, "schema").item(0);
            schema = compile(types);
            learnChildren(types);
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("the shipped " + WSDL + " is no contract: " + e.getMessage(), e);
        }
    }

    /** A new one, which reads nothing but what it is given. */
    Validator validator() {
        return schema.newValidator();
    }

    /** The children that an element takes, in their order, and whether each must be there; null: it takes none. */
    Map<String, Boolean> childrenOf(String element) {
        return children.get(element);
    }

    private static Document parse(InputStream wsdl) throws ParserConfigurationException, IOException, SAXException {
        var factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(wsdl);
    }

    private static Schema compile(Element types) throws SAXException {
        SchemaFactory factory = SchemaFactory.newDefaultInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        return factory.newSchema(new DOMSource(types));
    }

    /** The validator stops judging an element's children at the first wrong one; with this we name the others too. */
    private void learnChildren(Element types) {
        Map<String, Element> byName = new LinkedHashMap<>();
        all(types, "complexType", type -> byName.put(type.getAttribute("name"), type));
        all(types, "element", element -> {
            Element type = byName.get(element.getAttribute("type").replaceFirst("^v:", ""));
            Element inline = Elements.child(element, "complexType").orElse(type);
            Element sequence = inline == null ? null : Elements.child(inline, "sequence").orElse(null);
            if (sequence != null) {
                Map<String, Boolean> known = children.computeIfAbsent(element.getAttribute("name"), n -> new LinkedHashMap<>());
                all(sequence, "element", child -> known.put(child.getAttribute("name"), mustBe(child)));
            }
        });
    }

    private static boolean mustBe(Element declaration) {
        boolean chosen = declaration.getParentNode().getLocalName().equals("choice");
        return !chosen && !declaration.getAttribute("minOccurs").equals("0");
    }

    private static void all(Element in, String name, java.util.function.Consumer<Element> each) {
        NodeList found = in.getElementsByTagNameNS(XSD, name);
        for (int i = 0; i < found.getLength(); i++) {
            each.accept((Element) found.item(i));
        }
    }
}
