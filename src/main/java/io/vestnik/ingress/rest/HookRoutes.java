package io.vestnik.ingress.rest;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.springboot.CamelRequestHandlerMapping;
import org.apache.camel.support.DefaultConsumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;

/** Which route a call will reach: asked anew each time, of the very mapping that will hand it over, since routes come and go. */
@Component
class HookRoutes {

    private static final String AUTHENTICATION = "authentication";
    private static final String OWN = "own";

    private final ObjectProvider<CamelRequestHandlerMapping> mapping;

    HookRoutes(ObjectProvider<CamelRequestHandlerMapping> mapping) {
        this.mapping = mapping;
    }

    /**
     * Whether the route says that it authenticates its callers itself; without a word it does not.
     *
     * @throws Refusal when no route takes this path, or this method on it
     */
    boolean authenticateThemselves(HttpServletRequest request) {
        Route route = consumer(request).getRoute();
        return route != null && OWN.equals(route.getProperties().get(AUTHENTICATION));
    }

    private DefaultConsumer consumer(HttpServletRequest request) {
        HandlerExecutionChain found;
        try {
            found = mapping.getObject().getHandler(request);
        } catch (HttpRequestMethodNotSupportedException e) {
            throw Refusal.of(405, "This path has other methods", "Allow", String.join(", ", e.getSupportedMethods()));
        } catch (Exception e) {
            found = null;
        }
        if (found != null
                && found.getHandler() instanceof HandlerMethod method
                && method.getBean() instanceof DefaultConsumer consumer
                && !consumer.isStoppingOrStopped()) { // the mapping keeps what is gone
            return consumer;
        }
        throw Refusal.of(404, "There is no such path");
    }
}
