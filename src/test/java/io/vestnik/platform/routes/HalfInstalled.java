package io.vestnik.platform.routes;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** A component whose jar is there, without one that it needs. */
public class HalfInstalled extends DefaultComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        throw new NoClassDefFoundError("com/partner/Client");
    }
}
