package io.vestnik.ingress.smpp;

/** Where a connection stands (SMPP v3.4 §2.2). */
enum SessionState {
    OPEN,
    BINDING,
    BOUND,
    /** Takes no more commands; what is in hand is answered first. */
    ENDING,
    /** All is said: the other side's unbind_resp, or the close, is what is left. */
    ENDED
}
