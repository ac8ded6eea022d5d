package io.vestnik.platform.routes;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has routes finish what is in hand and take nothing new: callers before those they call, so that none waits for one that has
 * stopped already. What is in a queue in memory stays there: its consumer, stopped while it takes, would cut off what it took last.
 */
final class Drain {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final Set<String> HTTP = Set.of("cxf", "platform-http", "rest", "rest-api", "rest-openapi", "servlet");
    /** Those whose messages come again; what another one is doing may never be cut off, a provider's answer would be lost. */
    private static final Set<String> REPEATABLE = Set.of("timer", "seda", "jms-batch", "sftp");

    private final CamelContext camel;
    private final List<LoadedUnit> units;
    private final List<Route> all;
    private final List<Route> open;
    private final Set<Route> suspended = new LinkedHashSet<>();

    Drain(CamelContext camel, List<LoadedUnit> units) {
        this.camel = camel;
        this.units = units;
        this.all = routes(camel, units);
        this.open = new ArrayList<>(all);
    }

    static List<Route> routes(CamelContext camel, List<LoadedUnit> units) {
        List<Route> routes = new ArrayList<>();
        units.forEach(unit -> unit.routeIds().stream().map(camel::getRoute).filter(r -> r != null).forEach(routes::add));
        return routes;
    }

    /** HTTP calls come to one of them, or are handed on to it by another door's route. */
    boolean takesHttp() {
        return all.stream().anyMatch(route -> HTTP.contains(scheme(route.getEndpoint())))
                || units.stream().filter(unit -> unit.unit().file().name().startsWith("ingress/")).anyMatch(this::isHandedOn);
    }

    /** Of a door's file: REST's operations, or what hands calls on to them; not what has a consumer of another kind. */
    private boolean isHandedOn(LoadedUnit unit) {
        return !unit.rests().isEmpty()
                || routes(camel, List.of(unit)).stream().anyMatch(route -> scheme(route.getEndpoint()).equals("direct"));
    }

    /** True: nothing is in hand any more. */
    boolean await(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            while (!isDry()) {
                if (System.nanoTime() > end) {
                    return false;
                }
                TimeUnit.MILLISECONDS.sleep(10);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Goes on as far as it can without waiting. */
    boolean isDry() {
        jmsFirst();
        while (!open.isEmpty()) {
            List<Route> callers = open.stream().filter(route -> !isCalled(route)).toList();
            List<Route> now = callers.isEmpty() ? List.copyOf(open) : callers; // a circle
            now.forEach(this::suspend);
            if (now.stream().anyMatch(this::isBusy)) {
                return false;
            }
            open.removeAll(now);
        }
        return true;
    }

    /** Each takes its time to let go of its queue: all at once, not one after the other. */
    private void jmsFirst() {
        open.stream().filter(route -> scheme(route.getEndpoint()).equals("jms-batch")).forEach(this::suspend);
    }

    /** What must not be cut off, and has not ended. */
    List<Route> slow() {
        Predicate<Route> unrepeatable = route -> !REPEATABLE.contains(scheme(route.getEndpoint()));
        return all.stream().filter(unrepeatable.and(this::isBusy)).toList();
    }

    /** Those that are still there run as before. */
    void undo() {
        suspended.stream().filter(route -> camel.getRoute(route.getRouteId()) == route).forEach(route -> {
            try {
                ServiceHelper.resumeService(route.getConsumer());
            } catch (Exception e) {
                LOG.error("{} takes nothing any more: {}", route.getRouteId(), e.toString());
            }
        });
        suspended.clear();
    }

    private boolean isBusy(Route route) {
        return camel.getInflightRepository().size(route.getRouteId()) > 0;
    }

    private boolean isCalled(Route route) {
        String uri = route.getEndpoint().getEndpointBaseUri().replace("://", ":");
        return units.stream()
                .filter(unit -> unit.routeIds().stream()
                        .anyMatch(id -> !id.equals(route.getRouteId()) && open.stream().anyMatch(o -> o.getRouteId().equals(id))))
                .anyMatch(unit -> unit.unit().text().contains(uri));
    }

    private void suspend(Route route) {
        if (suspended.add(route)) {
            try {
                ServiceHelper.suspendService(route.getConsumer());
            } catch (Exception e) {
                LOG.warn("{} goes on taking until it is stopped: {}", route.getRouteId(), e.toString());
            }
        }
    }

    private static String scheme(Endpoint endpoint) {
        String uri = endpoint.getEndpointBaseUri();
        return uri.substring(0, Math.max(0, uri.indexOf(':')));
    }
}
