package io.vestnik.ingress.rest;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpConsumer;

/**
 * Hands calls that were let in to their routes, on the server's own thread: Spring's dispatcher would give them to another and
 * come back twice. What no route takes goes on to it.
 */
final class PathDoor extends HttpFilter {

    private final OpenPaths paths;

    PathDoor(OpenPaths paths) {
        this.paths = paths;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean letIn = request instanceof Call || request instanceof HookCall;
        Optional<SpringBootPlatformHttpConsumer> consumer;
        try {
            consumer = letIn ? paths.find(request) : Optional.empty();
        } catch (Refusal e) {
            Entrance.write(Problems.of(e), response);
            return;
        }
        if (consumer.isPresent()) {
            consumer.get().service(request, response);
        } else {
            chain.doFilter(request, response);
        }
    }
}
