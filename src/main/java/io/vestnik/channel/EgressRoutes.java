package io.vestnik.channel;

import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The channels that exist: those with a route that consumes {@code vestnik.egress.NAME}. A new one needs no code here. */
@Component
public class EgressRoutes implements Predicate<String> {

    private final ObjectProvider<CamelContext> camel;

    EgressRoutes(ObjectProvider<CamelContext> camel) {
        this.camel = camel;
    }

    @Override
    public boolean test(String channel) {
        String uri = "jms-batch://vestnik.egress." + channel;
        return camel.getObject().getRoutes().stream()
                .anyMatch(route -> route.getEndpoint().getEndpointBaseUri().equals(uri));
    }
}
