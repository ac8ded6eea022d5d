package io.vestnik.platform.routes;

import io.vestnik.route.Fault;
import io.vestnik.route.RouteFileState;
import io.vestnik.route.RoutesInForce;
import io.vestnik.route.RunningRoute;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;

/** Tells the rest of the hub what runs, and what was refused. */
final class RouteReport {

    private final RoutesInForce routesInForce;
    private final Clock clock;

    RouteReport(RoutesInForce routesInForce, Clock clock) {
        this.routesInForce = routesInForce;
        this.clock = clock;
    }

    void publish(
            CamelContext camel, Map<String, RouteFile> inForce, List<LoadedUnit> loaded, Map<String, List<Fault>> refused) {
        Map<String, RouteFileState> before = new TreeMap<>();
        routesInForce.files().forEach(file -> before.put(file.name(), file));
        Set<String> names = new TreeSet<>(inForce.keySet());
        names.addAll(refused.keySet());
        List<RouteFileState> files = new ArrayList<>();
        MessageDigest all = sha256();
        for (String name : names) {
            RouteFile file = inForce.get(name);
            String digest = null;
            if (file != null) {
                digest = hex(sha256().digest(file.content()));
                all.update((name + "\0" + digest + "\n").getBytes(StandardCharsets.UTF_8));
            }
            List<Fault> faults = refused.getOrDefault(name, List.of());
            files.add(new RouteFileState(name, digest, since(before.get(name), digest, faults), routes(camel, name, loaded), faults));
        }
        routesInForce.publish(hex(all.digest()), files);
    }

    private Instant since(RouteFileState before, String digest, List<Fault> faults) {
        boolean same = before != null && Objects.equals(before.digest(), digest) && before.faults().equals(faults);
        return same ? before.since() : clock.instant();
    }

    private static List<RunningRoute> routes(CamelContext camel, String file, List<LoadedUnit> loaded) {
        return loaded.stream()
                .filter(unit -> unit.unit().file().name().equals(file))
                .flatMap(unit -> unit.routeIds().stream())
                .map(camel::getRoute)
                .filter(Objects::nonNull)
                .map(RouteReport::running)
                .toList();
    }

    private static RunningRoute running(Route route) {
        return new RunningRoute(route.getRouteId(), Reason.line(route.getEndpoint().getEndpointBaseUri()));
    }

    private static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
