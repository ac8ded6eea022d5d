package io.vestnik.ingress.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.component.platform.http.springboot.CamelRequestHandlerMapping;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpConsumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The paths that routes open. Camel's mapping compares a path with every one of them; what it found is remembered for a second, while
 * its consumer runs: a route that goes or is replaced stops it, and one that comes may be nearer.
 */
@Component
class OpenPaths {

    private record Key(String method, String path) {}

    private record Found(SpringBootPlatformHttpConsumer consumer, String pattern) {}

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST = 1_000; // paths may hold ids

    private final ObjectProvider<CamelRequestHandlerMapping> mapping;
    private final Map<Key, Found> known = new ConcurrentHashMap<>();
    private final AtomicLong since = new AtomicLong(System.nanoTime());

    OpenPaths(ObjectProvider<CamelRequestHandlerMapping> mapping) {
        this.mapping = mapping;
    }

    /**
     * What takes this path and method; empty: nothing.
     *
     * @throws Refusal when it is taken with other methods only
     */
    Optional<SpringBootPlatformHttpConsumer> find(HttpServletRequest request) {
        forgetOld();
        Key key = new Key(request.getMethod(), request.getRequestURI());
        Found found = known.get(key);
        if (found != null && found.consumer.isRunAllowed()) {
            request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, found.pattern);
            return Optional.of(found.consumer);
        }
        SpringBootPlatformHttpConsumer searched = search(request);
        if (searched != null
                && known.size() < MOST
                && request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern
                && pattern.indexOf('{') < 0) { // the values of its parameters are found with it
            known.put(key, new Found(searched, pattern));
        }
        return Optional.ofNullable(searched);
    }

    private void forgetOld() {
        long now = System.nanoTime();
        long last = since.get();
        if (now - last > SECOND && since.compareAndSet(last, now)) {
            known.clear();
        }
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
