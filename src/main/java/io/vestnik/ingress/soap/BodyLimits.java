package io.vestnik.ingress.soap;

import javax.xml.stream.XMLStreamReader;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.binding.soap.interceptor.AbstractSoapInterceptor;
import org.apache.cxf.binding.soap.interceptor.StartBodyInterceptor;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.staxutils.StaxUtils;

/** Only a batch may be longer than 1 MiB: known as soon as the body's first tag is. */
final class BodyLimits extends AbstractSoapInterceptor {

    private static final long LONGEST_CALL = 1L << 20;

    BodyLimits() {
        super(Phase.READ);
        addAfter(StartBodyInterceptor.class.getName());
    }

    @Override
    public void handleMessage(SoapMessage message) {
        XMLStreamReader reader = message.getContent(XMLStreamReader.class);
        EnvelopeStream envelope = message.get(EnvelopeStream.class);
        if (isGET(message) || reader == null || envelope == null) {
            return;
        }
        try {
            StaxUtils.toNextTag(reader);
            boolean batch = reader.isStartElement() && reader.getLocalName().equals("SendBatch");
            if (!batch) {
                envelope.narrow(LONGEST_CALL);
            }
        } catch (EnvelopeTooLarge e) {
            throw new Fault(e);
        }
    }
}
