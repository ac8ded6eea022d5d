package io.vestnik.platform.routes;

import io.vestnik.route.Fault;
import io.vestnik.route.RoutesInForce;
import java.util.List;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Down while a saved file is refused: what runs is not what the folder says. */
@Component("routesHealthIndicator")
class RoutesHealth implements HealthIndicator {

    private final RoutesInForce routes;

    RoutesHealth(RoutesInForce routes) {
        this.routes = routes;
    }

    @Override
    public Health health() {
        List<String> faults = routes.faults().stream().map(Fault::toString).toList();
        return faults.isEmpty() ? Health.up().build() : Health.down().withDetail("faults", faults).build();
    }
}
