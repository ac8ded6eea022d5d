package io.vestnik.ingress.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.component.platform.http.springboot.CamelRequestHandlerMapping;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpConsumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The paths that routes open. Camel's mapping compares a path with every one of them; what it found for a path without
 * parameters is remembered while its consumer runs, since a route that goes or is replaced stops it.
 */
@Component
class OpenPaths {

    private record Key(String method, String path) {}

    private final ObjectProvider<CamelRequestHandlerMapping> mapping;
    private final Map<Key, SpringBootPlatformHttpConsumer> plain = new ConcurrentHashMap<>();

    OpenPaths(ObjectProvider<CamelRequestHandlerMapping> mapping) {
        this.mapping = mapping;
    }

    /**
     * What takes this path and method; empty: nothing.
     *
     * @throws Refusal when it is taken with other methods only
     */
    Optional<SpringBootPlatformHttpConsumer> find(HttpServletRequest request) {
        Key key = new Key(request.getMethod(), request.getRequestURI());
        SpringBootPlatformHttpConsumer known = plain.get(key);
        if (known != null && known.isRunAllowed()) {
            request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, key.path);
            return Optional.of(known);
        }
        SpringBootPlatformHttpConsumer found = search(request);
        if (found == null) {
            plain.remove(key);
        } else if (key.path.equals(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))) {
            plain.put(key, found);
        }
        return Optional.ofNullable(found);
    }

    private SpringBootPlatformHttpConsumer search(HttpServletRequest request) {
        HandlerExecutionChain found;
        try {
            found = mapping.getObject().getHandler(request);
        } catch (HttpRequestMethodNotSupportedException e) {
            throw Refusal.of(405, "This path has other methods", "Allow", String.join(", ", e.getSupportedMethods()));
        } catch (Exception e) {
            return null; // nothing that the mapping could make something of
        }
        boolean routed = found != null
                && found.getHandler() instanceof HandlerMethod method
                && method.getBean() instanceof SpringBootPlatformHttpConsumer;
        return routed ? (SpringBootPlatformHttpConsumer) ((HandlerMethod) found.getHandler()).getBean() : null;
    }
}
