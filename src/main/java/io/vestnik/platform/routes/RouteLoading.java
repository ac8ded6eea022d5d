package io.vestnik.platform.routes;

import io.vestnik.settings.VestnikSettings;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Hands the route files to Camel before it starts; a fault in one stops the start and names file and line. */
@Component
class RouteLoading implements CamelContextConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(RouteLoading.class);

    private final VestnikSettings settings;
    private final LiveRoutes routes;

    RouteLoading(VestnikSettings settings, LiveRoutes routes) {
        this.settings = settings;
        this.routes = routes;
    }

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        try {
            List<RouteFile> files = RouteFiles.in(settings.routesDir());
            routes.begin(camel, files);
            LOG.info("{} route files read, the first is {}", files.size(), files.get(0).location());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the routes can't be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {
        routes.publish();
    }
}
