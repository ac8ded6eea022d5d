package io.vestnik.ingress.smpp;

import java.time.Duration;

/**
 * The timers of a session (SMPP v3.4 §7.2).
 *
 * @param bind from the connection to the bind
 * @param enquire nothing was heard for so long: we ask, and once more so long later the link is dead
 * @param answer to a deliver_sm, and until a client reads what it is sent; then the session is dropped
 * @param end to answer what is in hand when a session ends
 */
record ServerTimes(Duration bind, Duration enquire, Duration answer, Duration end) {

    static final ServerTimes STANDARD =
            new ServerTimes(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(5));
}
