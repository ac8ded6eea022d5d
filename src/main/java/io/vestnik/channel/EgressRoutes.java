package io.vestnik.channel;

import io.vestnik.route.RoutesInForce;
import io.vestnik.route.RunningRoute;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** The channels that exist: those with a route that consumes {@code vestnik.egress.NAME}. A new one needs no code here. */
@Component
public class EgressRoutes implements Predicate<String> {

    /** Routes that end in the sandbox carrier, whatever is configured: {@code egress/sandbox.camel.yaml}. */
    private static final String SANDBOX_ONLY = "egress-sandbox-";

    private final RoutesInForce routes;
    private final Providers providers;

    EgressRoutes(RoutesInForce routes, Providers providers) {
        this.routes = routes;
        this.providers = providers;
    }

    @Override
    public boolean test(String channel) {
        String from = "jms-batch://vestnik.egress." + channel;
        for (RunningRoute route : routes.running()) { // asked for every message
            if (route.from().equals(from) && speaks(route.id(), channel)) {
                return true;
            }
        }
        return false;
    }

    /** Better refused than kept in the sandbox while its sender believes in the provider. */
    private boolean speaks(String routeId, String channel) {
        return !routeId.startsWith(SANDBOX_ONLY) || providers.sandboxed(channel);
    }
}
