package io.vestnik.ingress.rest;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.DefaultPlatformHttpConsumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Which route a call will reach: asked anew each time, since routes come and go. */
@Component
class HookRoutes {

    private final OpenPaths paths;
    private final ObjectProvider<CamelContext> camel;

    HookRoutes(OpenPaths paths, ObjectProvider<CamelContext> camel) {
        this.paths = paths;
        this.camel = camel;
    }

    /** Whether a route takes this path and method. */
    boolean take(HttpServletRequest request) {
        try {
            of(request);
            return true;
        } catch (Refusal e) {
            return false;
        }
    }

    /** @throws Refusal when no route takes this path, or this method on it */
    Route of(HttpServletRequest request) {
        Object consumer = paths.find(request).orElse(null);
        return camel.getObject().getRoutes().stream() // the mapping keeps what is gone
                .filter(route -> route.getConsumer() instanceof DefaultPlatformHttpConsumer http
                        && http.getPlatformHttpConsumer() == consumer)
                .findFirst()
                .orElseThrow(() -> Refusal.of(404, "There is no such path"));
    }
}
