package io.vestnik.route;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The routes of this node. A route that is being replaced counts all the while: what it consumes stays known. */
@Component
public class RoutesInForce {

    private record Edition(String digest, List<RouteFileState> files, Set<RunningRoute> running) {}

    private volatile Edition edition = new Edition("", List.of(), Set.of());

    /** @param digest SHA-256 over names and contents of the files in force */
    public void publish(String digest, List<RouteFileState> files) {
        Set<RunningRoute> running =
                files.stream().flatMap(file -> file.routes().stream()).collect(Collectors.toUnmodifiableSet());
        edition = new Edition(digest, List.copyOf(files), running);
    }

    /** Empty until routes run. */
    public String digest() {
        return edition.digest;
    }

    /** By name. */
    public List<RouteFileState> files() {
        return edition.files;
    }

    /** All faults of all files. */
    public List<Fault> faults() {
        return edition.files.stream().flatMap(file -> file.faults().stream()).toList();
    }

    public Set<RunningRoute> running() {
        return edition.running;
    }
}
