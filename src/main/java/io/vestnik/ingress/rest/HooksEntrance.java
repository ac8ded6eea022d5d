package io.vestnik.ingress.rest;

import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.metrics.HttpMeters;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Stands before the paths that an integrator's routes open, under {@code /hooks} or elsewhere: they take an account's API key,
 * unless the route has the policy {@link OwnAuthentication}.
 */
final class HooksEntrance extends HttpFilter {

    private static final String FOLDER = "hooks";

    private final Accounts accounts;
    private final HookRoutes routes;
    private final PathDoor door;

    HooksEntrance(Accounts accounts, HookRoutes routes, PathDoor door) {
        this.accounts = accounts;
        this.routes = routes;
        this.door = door;
    }

    /** Paths are compared as the routes' mapping reads them: the server's own may be others. */
    private boolean isForeign(HttpServletRequest request) {
        return request instanceof Call || !isBelow(request) && !routes.take(request);
    }

    private static boolean isBelow(HttpServletRequest request) {
        return ServletRequestPathUtils.parse(request).pathWithinApplication().elements().stream()
                .filter(PathSegment.class::isInstance)
                .findFirst()
                .map(segment -> ((PathSegment) segment).valueToMatch().equals(FOLDER))
                .orElse(false);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isForeign(request)) {
            chain.doFilter(request, response);
            return;
        }
        long begun = System.nanoTime();
        try {
            enter(request, response, chain);
        } finally {
            String path = (String) request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
            HttpMeters.answered(request.getMethod(), path, response.getStatus(), Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private void enter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HookCall call;
        try {
            call = new HookCall(request, caller(request));
        } catch (RuntimeException e) {
            Entrance.write(Problems.of(e), response);
            return;
        }
        door.handOn(call, response, chain);
    }

    /** Null: the route sees to it. A stranger is not told which paths there are. */
    private Account caller(HttpServletRequest request) {
        Refusal nowhere = null;
        try {
            if (routes.of(request).getRoutePolicyList().stream().anyMatch(OwnAuthentication.class::isInstance)) {
                return null;
            }
        } catch (Refusal e) {
            nowhere = e;
        }
        Account account = accounts.byApiKey(Entrance.key(request)).orElseThrow(Entrance::stranger);
        if (nowhere != null) {
            throw nowhere;
        }
        return account;
    }
}
