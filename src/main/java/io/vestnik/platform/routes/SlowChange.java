package io.vestnik.platform.routes;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A change of routes that wait for a provider: it is put off until the answers are in. Meanwhile these routes take nothing new,
 * and what comes waits before them, while the other files are brought up to date.
 */
final class SlowChange {

    /** Longer than anything may be on the wire; what waits at a {@code direct:} waits 30 s. */
    static final Duration PATIENCE = Duration.ofSeconds(28);

    private static final Logger LOG = LoggerFactory.getLogger(SlowChange.class);

    private final List<RouteFile> saved;
    private final Drain drain;
    private final Set<String> routes = new HashSet<>();
    private final long end = System.nanoTime() + PATIENCE.toNanos();

    private SlowChange(Collection<RouteFile> saved, Drain drain) {
        this.saved = List.copyOf(saved);
        this.drain = drain;
        drain.slow().stream().map(Route::getRouteId).forEach(routes::add);
    }

    /** Null: nothing is slow, and all of it is drained; or it takes HTTP itself, and the doors are closed before it is drained. */
    static SlowChange of(CamelContext camel, Collection<RouteFile> saved, UnitDiff diff) {
        Drain drain = new Drain(camel, diff.out());
        if (drain.takesHttp() || drain.await(UnitSwap.DRAIN_MILLIS) || drain.slow().isEmpty()) {
            return null;
        }
        SlowChange change = new SlowChange(saved, drain);
        LOG.info("routes {} wait for answers and are replaced when they are in", change.routes);
        return change;
    }

    boolean isFor(Collection<RouteFile> files) {
        return saved.size() == files.size()
                && files.stream().allMatch(file -> saved.stream().anyMatch(file::sameAs));
    }

    boolean isOver() {
        return drain.isDry() || System.nanoTime() > end;
    }

    void undo() {
        drain.undo();
    }

    /** The same edition, but with what is in force of the files that would replace a slow route. */
    Editions.Edition without(
            Map<String, RouteFile> inForce, Editions.Edition edition, Function<Collection<RouteFile>, List<LoadedUnit>> out) {
        Map<String, RouteFile> files = new LinkedHashMap<>(edition.files());
        for (String name : edition.changed()) {
            Map<String, RouteFile> alone = new LinkedHashMap<>(inForce);
            put(alone, name, edition.files().get(name));
            boolean replaces = out.apply(alone.values()).stream().anyMatch(unit -> unit.routeIds().stream().anyMatch(routes::contains));
            if (replaces) {
                put(files, name, inForce.get(name));
            }
        }
        Editions.Edition rest = new Editions.Edition(inForce, files.values());
        rest.refused().putAll(edition.refused());
        return rest;
    }

    private static void put(Map<String, RouteFile> files, String name, RouteFile file) {
        if (file == null) {
            files.remove(name);
        } else {
            files.put(name, file);
        }
    }
}
