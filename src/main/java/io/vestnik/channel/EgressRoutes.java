package io.vestnik.channel;

import io.vestnik.route.RoutesInForce;
import io.vestnik.route.RunningRoute;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** The channels that exist: those with a route that consumes {@code vestnik.egress.NAME}. A new one needs no code here. */
@Component
public class EgressRoutes implements Predicate<String> {

    /** Routes that end in the sandbox carrier, whatever is configured: {@code egress/sandbox.camel.yaml}. */
    private static final String SANDBOX_ONLY = "egress-sandbox-";

    private static final String QUEUES = "jms-batch://vestnik.egress.";

    private final RoutesInForce routes;
    private final Providers providers;

    EgressRoutes(RoutesInForce routes, Providers providers) {
        this.routes = routes;
        this.providers = providers;
    }

    @Override
    public boolean test(String channel) {
        String from = QUEUES + channel;
        for (RunningRoute route : routes.running()) { // asked for every message
            if (route.from().equals(from) && speaks(route.id(), channel)) {
                return true;
            }
        }
        return false;
    }

    /** All of them, by name. */
    public List<String> channels() {
        return routes.running().stream()
                .map(RunningRoute::from)
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
