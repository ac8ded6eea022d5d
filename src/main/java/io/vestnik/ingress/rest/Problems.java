package io.vestnik.ingress.rest;

import io.vestnik.accept.KeyReused;
import io.vestnik.accept.RateExceeded;
import io.vestnik.batch.Outage;
import io.vestnik.message.FieldError;
import io.vestnik.message.InvalidMessage;
import io.vestnik.registry.Conflict;
import io.vestnik.registry.Unknown;
import java.util.ArrayList;
import java.util.List;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.TypeConversionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** Failures as RFC 9457 has them. What is not the caller's fault tells the caller nothing of our inside. */
final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String RETRY_AFTER = "Retry-After";
    private static final String DATABASE_RETRY = "5"; // seconds

    private record Problem(String type, String title, int status, String detail, List<FieldError> errors) {}

    private Problems() {}

    static Answer of(Throwable failure) {
        for (Throwable cause : causes(failure)) {
            if (cause instanceof InvalidMessage e) {
                return e.isMalformed()
                        ? problem(400, "The request is not of the contract's form", e.errors())
                        : problem(422, "The request can't be accepted", e.errors());
            }
            if (cause instanceof Refusal e) {
                Answer answer = problem(e.status(), e.getMessage(), e.errors());
                for (var header : e.headers().entrySet()) {
                    answer = answer.with(header.getKey(), header.getValue());
                }
                return answer;
            }
            if (cause instanceof Conflict) {
                return problem(409, cause.getMessage(), List.of());
            }
            if (cause instanceof Unknown) {
                return problem(404, cause.getMessage(), List.of());
            }
            if (cause instanceof KeyReused) {
                return problem(422, "The Idempotency-Key was used before", List.of(keyReused()));
            }
            if (cause instanceof RateExceeded e) {
                return problem(429, "The account sends faster than it may", List.of())
                        .with(RETRY_AFTER, seconds(e));
            }
        }
        if (isShape(failure)) { // told without its cause, which has the body
            return problem(400, "The body is not of the form that this path takes", List.of(new FieldError("", "can't be read")));
        }
        if (Outage.is(failure)) {
            LOG.warn("Not answered, nothing can be written now: {}", failure.toString());
            return problem(503, "The hub can't promise anything now: send it again", List.of())
                    .with(RETRY_AFTER, DATABASE_RETRY);
        }
        LOG.error("A call failed", failure);
        return problem(500, "The hub failed: its operator can see why", List.of());
    }

    static Answer problem(int status, String detail, List<FieldError> errors) {
        HttpStatus known = HttpStatus.resolve(status);
        String title = known == null ? "Error" : known.getReasonPhrase();
        Problem problem = new Problem("about:blank", title, status, detail, errors);
        return Answer.of(status, "application/problem+json", Answer.bytes(problem));
    }

    static FieldError keyReused() {
        return new FieldError("", KeyReused.RULE);
    }

    static boolean isRateExceeded(Throwable failure) {
        return causes(failure).stream().anyMatch(RateExceeded.class::isInstance);
    }

    /** A route could not make of a body what it wanted: the caller's doing, since what the hub ships does not try. */
    private static boolean isShape(Throwable failure) {
        return causes(failure).stream()
                .anyMatch(cause -> cause instanceof TypeConversionException
                        || cause instanceof InvalidPayloadException
                        || cause instanceof JsonQueryException);
    }

    private static String seconds(RateExceeded e) {
        return String.valueOf(Math.max(1, (e.retryAfter().toMillis() + 999) / 1000));
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable t = failure; t != null && causes.size() < 20; t = t.getCause()) {
            causes.add(t);
        }
        return causes;
    }
}
