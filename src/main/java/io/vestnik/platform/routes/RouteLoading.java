package io.vestnik.platform.routes;

import io.vestnik.settings.VestnikSettings;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Hands the route files to Camel before it starts; a fault in one stops the start and names the file. */
@Component
class RouteLoading implements CamelContextConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(RouteLoading.class);

    private final VestnikSettings settings;

    RouteLoading(VestnikSettings settings) {
        this.settings = settings;
    }

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        try {
            List<Resource> resources = RouteFiles.in(settings.routesDir()).stream()
                    .map(file -> ResourceHelper.fromBytes(file.location(), file.content()))
                    .toList();
            PluginHelper.getRoutesLoader(camel).loadRoutes(resources);
            LOG.info("{} route files read, the first is {}", resources.size(), resources.get(0).getLocation());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the routes can't be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {
        // nothing: the routes run
    }
}
