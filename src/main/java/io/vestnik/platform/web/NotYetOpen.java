package io.vestnik.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The HTTP server listens before the routes behind it run: until then a call is to come again, and is not told "no such path". */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class NotYetOpen extends HttpFilter {

    private static final String PROBLEM =
            """
            {"type":"about:blank","title":"Service Unavailable","status":503,"detail":"%s","errors":[]}""";

    private volatile boolean open;

    @EventListener(ApplicationReadyEvent.class)
    void open() {
        open = true;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (open || request.getRequestURI().startsWith("/actuator/")) {
            chain.doFilter(request, response);
        } else {
            refuse(response, "The hub is starting");
        }
    }

    static void refuse(HttpServletResponse response, String detail) throws IOException {
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Retry-After", "2");
        response.setContentType("application/problem+json");
        response.getWriter().write(PROBLEM.formatted(detail));
    }
}
