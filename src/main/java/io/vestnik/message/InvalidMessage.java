package io.vestnik.message;

import java.util.List;
import java.util.stream.Collectors;

/** A request that can't be accepted, with every reason that was found; the message names them all, and no value. */
public final class InvalidMessage extends RuntimeException {

    private final boolean malformed;
    private final transient List<FieldError> errors;

    private InvalidMessage(boolean malformed, List<FieldError> errors) {
        super(errors.stream().map(FieldError::toString).collect(Collectors.joining("; ")), null, false, false);
        this.malformed = malformed;
        this.errors = List.copyOf(errors);
    }

    /** Not of the contract's form: HTTP 400. */
    public static InvalidMessage malformed(List<FieldError> errors) {
        return new InvalidMessage(true, errors);
    }

    /** Of the right form, but can't be done: HTTP 422. */
    public static InvalidMessage unprocessable(List<FieldError> errors) {
        return new InvalidMessage(false, errors);
    }

    public boolean isMalformed() {
        return malformed;
    }

    /** Never empty. */
    public List<FieldError> errors() {
        return errors;
    }
}
