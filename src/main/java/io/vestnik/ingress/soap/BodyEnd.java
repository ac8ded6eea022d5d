package io.vestnik.ingress.soap;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.binding.soap.interceptor.AbstractSoapInterceptor;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.phase.Phase;

/** Reads the envelope to its end before anything is done: CXF would not see that it broke off, or held a second operation. */
final class BodyEnd extends AbstractSoapInterceptor {

    BodyEnd() {
        super(Phase.PRE_LOGICAL);
    }

    @Override
    public void handleMessage(SoapMessage message) {
        XMLStreamReader reader = message.getContent(XMLStreamReader.class);
        if (isGET(message) || reader == null) {
            return;
        }
        try {
            while (reader.hasNext()) {
                reader.next();
                if (reader.isStartElement() || reader.isCharacters() && !reader.isWhiteSpace()) {
                    throw SoapFaults.client(500, "the body must hold one operation, and nothing after it");
                }
            }
        } catch (XMLStreamException e) {
            throw new Fault(e);
        }
    }
}
