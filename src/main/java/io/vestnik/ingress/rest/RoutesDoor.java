package io.vestnik.ingress.rest;

import io.vestnik.node.Node;
import io.vestnik.route.RouteCounts;
import io.vestnik.route.RouteFileState;
import io.vestnik.route.RoutesInForce;
import io.vestnik.route.RunningRoute;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.springframework.stereotype.Component;

/** What runs, for operators: the node's route files and their routes, and whether the other nodes run the same. */
@Component
public class RoutesDoor {

    private final RoutesInForce routes;
    private final RouteCounts counts;
    private final Node node;
    private final CamelContext camel;

    RoutesDoor(RoutesInForce routes, RouteCounts counts, Node node, CamelContext camel) {
        this.routes = routes;
        this.counts = counts;
        this.node = node;
        this.camel = camel;
    }

    private record Told(String node, String digest, List<Peer> nodes, List<File> files) {}

    private record Peer(String id, String digest, Instant heartbeat) {}

    private record File(
            String name, String digest, String state, Instant since, List<Route> routes, List<FaultAt> faults) {}

    private record Route(String id, String status, String from, int inFlight, long total, long failed) {}

    private record FaultAt(int line, String reason) {}

    /** The call has nothing to say: who may make it is the entrance's. */
    public Answer list(Call call) {
        List<Peer> peers = node.peers().stream()
                .map(peer -> new Peer(peer.id(), peer.id().equals(node.id()) ? routes.digest() : peer.routes(), peer.heartbeat()))
                .toList();
        List<File> files = routes.files().stream().map(this::file).toList();
        return Answer.json(200, new Told(node.id(), routes.digest(), peers, files));
    }

    private File file(RouteFileState file) {
        return new File(
                file.name(),
                file.digest(),
                file.refused() ? "refused" : "active",
                file.since(),
                file.routes().stream().map(this::route).toList(),
                file.faults().stream().map(fault -> new FaultAt(fault.line(), fault.reason())).toList());
    }

    private Route route(RunningRoute route) {
        ServiceStatus status = camel.getRouteController().getRouteStatus(route.id());
        return new Route(
                route.id(),
                status == null ? "stopped" : status.name().toLowerCase(Locale.ROOT),
                route.from(),
                camel.getInflightRepository().size(route.id()),
                counts.total(route.id()),
                counts.failed(route.id()));
    }
}
