package io.vestnik.ingress.smpp;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code smpp-server:clients}: the clients that are bound to this hub by SMPP. From it come their commands; what goes to it is sent to
 * them. The door is open from the start of the first route until the hub stops: a reloaded route drops no session.
 */
public class SmppServerComponent extends DefaultComponent {

    private SmppServer server; // null: no endpoint has started

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        if (!remaining.equals("clients")) {
            throw new IllegalArgumentException("smpp-server: must be smpp-server:clients");
        }
        return new SmppServerEndpoint(uri, this);
    }

    synchronized SmppServer open() {
        if (server == null) {
            server = CamelContextHelper.mandatoryFindSingleByType(getCamelContext(), SmppServer.class);
        }
        server.start();
        return server;
    }

    @Override
    protected void doStop() throws Exception {
        if (server != null) {
            server.stop();
        }
        super.doStop();
    }
}
