package io.vestnik.platform.routes;

import io.vestnik.platform.web.Doors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes routes out of the running context and puts others in. What is in hand is finished by the old ones; what comes meanwhile
 * waits: in its queue, at the {@code direct:} that has no consumer for a moment, or before the HTTP door.
 */
final class UnitSwap {

    private static final Logger LOG = LoggerFactory.getLogger(UnitSwap.class);
    private static final long DRAIN_MILLIS = 2_000; // then it is stopped, which a batch that waits for a carrier's window does not outlive
    private static final Set<String> HTTP = Set.of("cxf", "platform-http", "rest", "rest-api", "rest-openapi");

    private final CamelContext camel;
    private final UnitLoader loader;
    private final Doors doors;

    UnitSwap(CamelContext camel, Doors doors) {
        this.camel = camel;
        this.loader = new UnitLoader(camel);
        this.doors = doors;
    }

    /** A unit that the running context would not take; all is as it was before. */
    static final class Refused extends Exception {

        private final transient RouteUnit unit;

        Refused(RouteUnit unit, Throwable cause) {
            super(cause);
            this.unit = unit;
        }

        RouteUnit unit() {
            return unit;
        }
    }

    /** @param loaded all that is loaded; brought up to date, also after a failure */
    void apply(UnitDiff diff, List<LoadedUnit> loaded) throws Refused {
        List<Route> going = routes(diff.out());
        boolean http = going.stream().anyMatch(route -> HTTP.contains(scheme(route.getEndpoint())));
        List<SedaEndpoint> queues = new ArrayList<>();
        if (http) {
            doors.close();
        }
        try {
            keepQueues(going, queues);
            drain(diff.out());
            replace(diff, loaded);
        } finally {
            queues.forEach(SedaEndpoint::shutdown);
            doors.open();
        }
    }

    private void replace(UnitDiff diff, List<LoadedUnit> loaded) throws Refused {
        List<RouteUnit> gone = new ArrayList<>();
        for (LoadedUnit unit : diff.out()) {
            takeOut(unit, loaded);
            gone.add(unit.unit());
        }
        List<LoadedUnit> come = new ArrayList<>();
        for (RouteUnit unit : diff.in()) {
            try {
                LoadedUnit fresh = loader.load(unit);
                loaded.add(fresh);
                come.add(fresh);
            } catch (Exception | LinkageError e) {
                Collections.reverse(come);
                drain(come);
                come.forEach(fresh -> takeOut(fresh, loaded));
                gone.forEach(old -> putBack(old, loaded));
                throw new Refused(unit, e);
            }
        }
    }

    private void takeOut(LoadedUnit unit, List<LoadedUnit> loaded) {
        loaded.remove(unit);
        try {
            loader.remove(unit);
        } catch (Exception | LinkageError e) {
            LOG.warn("routes {} did not stop well: {}", unit.routeIds(), Reason.line(e.toString()));
        }
    }

    private void putBack(RouteUnit unit, List<LoadedUnit> loaded) {
        try {
            loaded.add(loader.load(unit));
        } catch (Exception | LinkageError e) {
            LOG.error("routes stand still: {}", Reason.of(unit, 0, e));
        }
    }

    /** The queue would go with the last endpoint that has it, and what waits in it with the queue. */
    private void keepQueues(List<Route> going, List<SedaEndpoint> queues) {
        for (Route route : going) {
            if (route.getEndpoint() instanceof SedaEndpoint seda) {
                try {
                    SedaEndpoint second =
                            (SedaEndpoint) seda.getComponent().createEndpoint(seda.getEndpointUri());
                    second.getQueue();
                    queues.add(second);
                    seda.setPurgeWhenStopping(false); // meant for the end of the hub; the fresh route has its own setting
                } catch (Exception e) {
                    LOG.warn("{}: what waits in its queue may be late: {}", route.getRouteId(), e.toString());
                }
            }
        }
    }

    /** Callers before those they call, so that none waits for one that has stopped already. */
    private void drain(List<LoadedUnit> units) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DRAIN_MILLIS);
        List<Route> open = new ArrayList<>(routes(units));
        while (!open.isEmpty()) {
            List<Route> next = open.stream().filter(route -> !isCalled(route, open, units)).toList();
            List<Route> now = next.isEmpty() ? List.copyOf(open) : next; // a circle
            now.stream().filter(route -> !(route.getEndpoint() instanceof SedaEndpoint)).forEach(UnitSwap::suspend);
            now.forEach(route -> awaitIdle(route, end));
            open.removeAll(now);
        }
    }

    private boolean isCalled(Route route, List<Route> open, List<LoadedUnit> units) {
        String uri = route.getEndpoint().getEndpointBaseUri().replace("://", ":");
        return units.stream()
                .filter(unit -> unit.routeIds().stream()
                        .anyMatch(id -> !id.equals(route.getRouteId()) && open.stream().anyMatch(o -> o.getRouteId().equals(id))))
                .anyMatch(unit -> unit.unit().text().contains(uri));
    }

    private static void suspend(Route route) {
        try {
            ServiceHelper.suspendService(route.getConsumer());
        } catch (Exception e) {
            LOG.warn("{} goes on taking until it is stopped: {}", route.getRouteId(), e.toString());
        }
    }

    private void awaitIdle(Route route, long end) {
        try {
            while (camel.getInflightRepository().size(route.getRouteId()) > 0 && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Route> routes(List<LoadedUnit> units) {
        List<Route> routes = new ArrayList<>();
        units.forEach(unit -> unit.routeIds().stream().map(camel::getRoute).filter(r -> r != null).forEach(routes::add));
        return routes;
    }

    private static String scheme(Endpoint endpoint) {
        String uri = endpoint.getEndpointBaseUri();
        return uri.substring(0, Math.max(0, uri.indexOf(':')));
    }
}
