package io.vestnik.ingress.soap;

import java.io.IOException;

/** HTTP 413. */
final class EnvelopeTooLarge extends IOException {

    /** @param most bytes */
    EnvelopeTooLarge(long most) {
        super("the envelope must have at most " + most + " bytes");
    }
}
