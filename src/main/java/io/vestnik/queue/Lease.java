package io.vestnik.queue;

import java.time.Duration;

/** How long an enqueued row belongs to its queue message: after that the message is gone and the clock may enqueue it again. */
public final class Lease {

    public static final Duration DURATION = Duration.ofMinutes(5);

    private Lease() {}
}
