package io.vestnik.ingress.soap;

import io.vestnik.account.Accounts;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.component.cxf.jaxws.CxfConfigurer;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.frontend.AbstractWSDLBasedEndpointFactory;
import org.apache.cxf.staxutils.StaxUtils;
import org.springframework.stereotype.Component;

/** What CXF does with an envelope beyond its own: {@code routes/ingress/soap.camel.yaml} names it. */
@Component("soapDoor")
class SoapDoor implements CxfConfigurer {

    /** A full batch has 1,000 messages of some 200 elements, seven levels deep. */
    private static final Map<String, Object> LIMITS = Map.of(
            StaxUtils.MAX_ELEMENT_DEPTH, 32,
            StaxUtils.MAX_CHILD_ELEMENTS, 5_000,
            StaxUtils.MAX_ELEMENT_COUNT, 500_000L,
            StaxUtils.MAX_ATTRIBUTE_COUNT, 50,
            StaxUtils.MAX_ATTRIBUTE_SIZE, 8_192,
            StaxUtils.MAX_TEXT_LENGTH, 1 << 20);

    private final Accounts accounts;
    private final Nonces nonces;
    private final Clock clock;

    SoapDoor(Accounts accounts, Nonces nonces, Clock clock) {
        this.accounts = accounts;
        this.nonces = nonces;
        this.clock = clock;
    }

    @Override
    public void configure(AbstractWSDLBasedEndpointFactory factory) {
        factory.getProperties(true).putAll(LIMITS);
        factory.getInInterceptors().add(new Entrance(accounts));
        factory.getInInterceptors().add(new UsernameToken(accounts, nonces, clock));
        factory.getInInterceptors().add(new BodyLimits());
        factory.getInInterceptors().add(new BodyEnd());
        factory.getOutFaultInterceptors().add(new FaultTelling());
    }

    @Override
    public void configureClient(Client client) {
        // the hub calls nobody by SOAP
    }

    @Override
    public void configureServer(Server server) {
        // all is done before the server exists, so that it never runs without
    }
}
