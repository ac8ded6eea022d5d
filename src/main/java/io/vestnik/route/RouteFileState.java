package io.vestnik.route;

import java.time.Instant;
import java.util.List;

/**
 * One route file as it stands.
 *
 * @param digest SHA-256 of the content in force; null: no version of it is
 * @param since when it came into force, or was refused
 * @param routes that run from it, also while a newer version is refused
 * @param faults why its newest version is refused; empty: it is in force
 */
public record RouteFileState(String name, String digest, Instant since, List<RunningRoute> routes, List<Fault> faults) {

    public boolean refused() {
        return !faults.isEmpty();
    }
}
