package io.vestnik.channel;

import java.util.List;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The channels that exist: those with a route that consumes {@code vestnik.egress.NAME}. A new one needs no code here. */
@Component
public class EgressRoutes implements Predicate<String> {

    /** Routes that end in the sandbox carrier, whatever is configured: {@code egress/sandbox.camel.yaml}. */
    private static final String SANDBOX_ONLY = "egress-sandbox-";

    private static final String QUEUES = "jms-batch://vestnik.egress.";

    private final ObjectProvider<CamelContext> camel;
    private final Providers providers;

    EgressRoutes(ObjectProvider<CamelContext> camel, Providers providers) {
        this.camel = camel;
        this.providers = providers;
    }

    @Override
    public boolean test(String channel) {
        String uri = QUEUES + channel;
        return camel.getObject().getRoutes().stream()
                .filter(route -> route.getEndpoint().getEndpointBaseUri().equals(uri))
                .anyMatch(route -> speaks(route.getRouteId(), channel));
    }

    /** All of them, by name. */
    public List<String> channels() {
        return camel.getObject().getRoutes().stream()
                .map(route -> route.getEndpoint().getEndpointBaseUri())
                .filter(uri -> uri.startsWith(QUEUES))
                .map(uri -> uri.substring(QUEUES.length()))
                .distinct()
                .sorted()
                .toList();
    }

    /** Better refused than kept in the sandbox while its sender believes in the provider. */
    private boolean speaks(String routeId, String channel) {
        return !routeId.startsWith(SANDBOX_ONLY) || providers.sandboxed(channel);
    }
}
