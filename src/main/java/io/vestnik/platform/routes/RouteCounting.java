package io.vestnik.platform.routes;

import io.vestnik.route.RouteCounts;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.springframework.stereotype.Component;

/** Counts what goes through each route; a failure that the route deals with is one, too. */
@Component
class RouteCounting implements RoutePolicyFactory {

    private final RouteCounts counts;

    RouteCounting(RouteCounts counts) {
        this.counts = counts;
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode route) {
        return new RoutePolicySupport() {
            @Override
            public void onExchangeDone(Route done, Exchange exchange) {
                counts.done(
                        done.getRouteId(),
                        exchange.isFailed() || exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT) != null);
            }
        };
    }
}
