package io.vestnik.platform.routes;

import io.vestnik.platform.web.Doors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.seda.SedaEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes routes out of the running context and puts others in. What is in hand is finished by the old ones; what comes meanwhile
 * waits: in its queue, at the {@code direct:} that has no consumer for a moment, or before the HTTP door.
 */
final class UnitSwap {

    private static final Logger LOG = LoggerFactory.getLogger(UnitSwap.class);
    /** Enough for all but those that wait for someone else. */
    static final long DRAIN_MILLIS = 2_000;

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

    /**
     * @param patience for routes that must not be cut off
     * @param loaded all that is loaded; brought up to date, also after a failure
     */
    void apply(UnitDiff diff, Duration patience, List<LoadedUnit> loaded) throws Refused {
        Drain drain = new Drain(camel, diff.out());
        List<SedaEndpoint> queues = new ArrayList<>();
        if (drain.takesHttp()) {
            doors.close();
        }
        try {
            keepQueues(Drain.routes(camel, diff.out()), queues);
            drain.await(DRAIN_MILLIS);
            if (!drain.slow().isEmpty()) {
                drain.await(patience.toMillis());
            }
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
                new Drain(camel, come).await(DRAIN_MILLIS);
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
}
