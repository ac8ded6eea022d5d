package io.vestnik.ingress.rest;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpConsumer;
import org.springframework.stereotype.Component;

/**
 * Hands calls that were let in to their routes, on the server's own thread: Spring's dispatcher would give them to another and
 * come back twice. What no route takes any more goes on to it.
 */
@Component
final class PathDoor {

    private final OpenPaths paths;

    PathDoor(OpenPaths paths) {
        this.paths = paths;
    }

    void handOn(HttpServletRequest call, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<SpringBootPlatformHttpConsumer> consumer;
        try {
            consumer = paths.find(call);
        } catch (Refusal e) {
            Entrance.write(Problems.of(e), response);
            return;
        }
        if (consumer.isPresent()) {
            consumer.get().service(call, response).join(); // it runs here; what it can't answer is the server's
        } else {
            chain.doFilter(call, response);
        }
    }
}
