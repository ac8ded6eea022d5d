package io.vestnik.message;

/**
 * One thing wrong with a request.
 *
 * @param pointer where, as a JSON pointer (RFC 6901); "" is the whole body
 * @param detail the rule that was broken, in words; never the value itself
 */
public record FieldError(String pointer, String detail) {

    @Override
    public String toString() {
        return pointer.isEmpty() ? detail : pointer + " " + detail;
    }
}
