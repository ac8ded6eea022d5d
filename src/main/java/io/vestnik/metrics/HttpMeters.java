package io.vestnik.metrics;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Calls that the REST door answers, in the series that Spring Boot has for all others. */
public final class HttpMeters {

    private record Answer(String method, String path, int status) {}

    private static final String OTHER = "UNKNOWN";
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");
    private static final Map<Answer, Timer> KNOWN = new ConcurrentHashMap<>();

    private HttpMeters() {}

    /** @param path as the contract or the route has it, with its parameters' names; null: there is none such, or it is not told */
    public static void answered(String method, String path, int status, Duration took) {
        Answer answer = new Answer(METHODS.contains(method) ? method : OTHER, path == null ? OTHER : path, status);
        Timer timer = KNOWN.get(answer);
        (timer != null ? timer : KNOWN.computeIfAbsent(answer, HttpMeters::timer)).record(took);
    }

    private static Timer timer(Answer answer) {
        return Timer.builder("http.server.requests")
                .tags("method", answer.method, "uri", answer.path, "status", String.valueOf(answer.status))
                .tags("outcome", outcome(answer.status), "exception", "none", "error", "none")
                .register(Metrics.globalRegistry);
    }

    private static String outcome(int status) {
        return switch (status / 100) {
            case 2 -> "SUCCESS";
            case 4 -> "CLIENT_ERROR";
            case 5 -> "SERVER_ERROR";
            default -> OTHER;
        };
    }
}
