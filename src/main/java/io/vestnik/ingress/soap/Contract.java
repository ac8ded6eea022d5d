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
    private static final String CALL = "/"; // before the name of an element that declares its own type
    private static final String XSD = XMLConstants.W3C_XML_SCHEMA_NS_URI;

    private final Schema schema;
    private final Map<String, Map<String, Child>> types = new LinkedHashMap<>();

    /**
     * A child that elements of some type take.
     *
     * @param needed it must be there
     * @param type its own; null: it takes no children
     */
    record Child(boolean needed, String type) {}

    Contract() {
        try (InputStream wsdl = Contract.class.getResourceAsStream(WSDL)) {
            Document document = parse(wsdl);
            Element declared = (Element) document.getElementsByTagNameNS(XSD, "schema").item(0);
            schema = compile(declared);
            learn(declared);
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("the shipped " + WSDL + " is no contract: " + e.getMessage(), e);
        }
    }

    /** A new one, which reads nothing but what it is given. */
    Validator validator() {
        return schema.newValidator();
    }

    /** The children that an element takes where it stands, in their order; null: it takes none. */
    Map<String, Child> childrenOf(Element element) {
        String name = element.getLocalName();
        Map<String, Child> siblings = element.getParentNode() instanceof Element parent ? childrenOf(parent) : null;
        if (siblings == null) {
            return types.get(CALL + name);
        }
        return siblings.containsKey(name) ? types.get(siblings.get(name).type) : null;
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
    private void learn(Element declared) {
        all(declared, "complexType", type -> {
            Element sequence = Elements.child(type, "sequence").orElse(null);
            if (sequence != null) {
                String name = type.getAttribute("name");
                Map<String, Child> children = new LinkedHashMap<>();
                all(sequence, "element", child -> children.put(child.getAttribute("name"), new Child(mustBe(child), type(child))));
                types.put(name.isEmpty() ? CALL + ((Element) type.getParentNode()).getAttribute("name") : name, children);
            }
        });
    }

    private static String type(Element declaration) {
        return declaration.getAttribute("type").replaceFirst("^v:", "");
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
