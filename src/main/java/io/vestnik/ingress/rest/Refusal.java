package io.vestnik.ingress.rest;

import io.vestnik.message.FieldError;
import java.util.List;
import java.util.Map;

/** A call that is refused for a reason other than its message. */
final class Refusal extends RuntimeException {

    private final int status;
    private final transient Map<String, String> headers;
    private final transient List<FieldError> errors;

    private Refusal(int status, String detail, Map<String, String> headers, List<FieldError> errors) {
        super(detail, null, false, false);
        this.status = status;
        this.headers = headers;
        this.errors = errors;
    }

    static Refusal of(int status, String detail) {
        return new Refusal(status, detail, Map.of(), List.of());
    }

    static Refusal of(int status, String detail, String header, String value) {
        return new Refusal(status, detail, Map.of(header, value), List.of());
    }

    /** A query parameter has no place in the body: its pointer is its name. */
    static Refusal parameter(String name, String rule) {
        return new Refusal(400, "A query parameter is wrong", Map.of(), List.of(new FieldError("/" + name, rule)));
    }

    static Refusal unsupportedParameter(String name, String rule) {
        return new Refusal(422, "A query parameter can't be done", Map.of(), List.of(new FieldError("/" + name, rule)));
    }

    static Refusal notFound(String what) {
        return of(404, "This account has no such " + what);
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    List<FieldError> errors() {
        return errors;
    }
}
