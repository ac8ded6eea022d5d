package io.vestnik.ingress.rest;

import io.vestnik.operator.Operators;
import io.vestnik.operator.Role;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** What the hub tells of itself is for operators, but for its health: a balancer has no key. */
final class ActuatorEntrance extends OncePerRequestFilter {

    private static final String HEALTH = "/actuator/health";

    private final Operators operators;

    ActuatorEntrance(Operators operators) {
        this.operators = operators;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath(); // as the server has resolved it: the URI may go round by /health/..
        return path.equals(HEALTH) || path.startsWith(HEALTH + "/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean known = operators.byKey(Entrance.key(request))
                .filter(operator -> operator.role().covers(Role.VIEWER))
                .isPresent();
        if (known) {
            chain.doFilter(request, response);
        } else {
            Entrance.write(Problems.of(Entrance.stranger()), response);
        }
    }
}
