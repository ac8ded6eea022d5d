package io.vestnik.ingress.soap;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Holds answers against the WSDL's own schema. */
final class Schemas {

    private Schemas() {}

    /** Of the first element of the contract's namespace in the envelope. */
    static List<Finding> breaches(String envelope) {
        try {
            var factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            Document document =
                    factory.newDocumentBuilder().parse(new ByteArrayInputStream(envelope.getBytes(StandardCharsets.UTF_8)));
            NodeList ours = document.getElementsByTagNameNS(Shape.NAMESPACE, "*");
            return new FormCheck(new Contract()).check((Element) ours.item(0));
        } catch (Exception e) {
            throw new AssertionError("no XML: " + envelope, e);
        }
    }
}
