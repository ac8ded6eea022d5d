package io.vestnik.ingress.soap;

import io.vestnik.message.FieldError;
import org.w3c.dom.Element;

/**
 * Something of a request that breaks the form of the contract.
 *
 * @param at the element at fault, or that in which something is missing
 * @param below from there, as {@code /phone} or {@code /@name}; "": the element itself
 */
record Finding(Element at, String below, String detail) {

    /** @param from the element that the path starts at; null: the payload's root */
    FieldError error(Element from) {
        return new FieldError(Paths.of(at, from) + below, detail);
    }
}
