package io.vestnik.ingress.rest;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.DefaultPlatformHttpConsumer;
import org.apache.camel.component.platform.http.springboot.CamelRequestHandlerMapping;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;

/** Which route a call will reach: asked anew each time, of the very mapping that will hand it over, since routes come and go. */
@Component
class HookRoutes {

    private final ObjectProvider<CamelRequestHandlerMapping> mapping;
    private final ObjectProvider<CamelContext> camel;

    HookRoutes(ObjectProvider<CamelRequestHandlerMapping> mapping, ObjectProvider<CamelContext> camel) {
        this.mapping = mapping;
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
        HandlerExecutionChain found;
        try {
            found = mapping.getObject().getHandler(request);
        } catch (HttpRequestMethodNotSupportedException e) {
            throw Refusal.of(405, "This path has other methods", "Allow", String.join(", ", e.getSupportedMethods()));
        } catch (Exception e) {
            found = null; // nothing that the mapping could make something of
        }
        Object consumer = found != null && found.getHandler() instanceof HandlerMethod method ? method.getBean() : null;
        return camel.getObject().getRoutes().stream() // the mapping keeps what is gone
                .filter(route -> route.getConsumer() instanceof DefaultPlatformHttpConsumer http
                        && http.getPlatformHttpConsumer() == consumer)
                .findFirst()
                .orElseThrow(() -> Refusal.of(404, "There is no such path"));
    }
}
