package io.vestnik.gate;

import java.time.Instant;

/** What becomes of a delivery at the gate, and by which rule. */
public sealed interface Decision {

    /** It may be sent now. */
    record Pass() implements Decision {}

    /**
     * Not now.
     *
     * @param rule {@code paused}, {@code frequency_cap} or {@code quiet_hours}
     * @param until when this rule lifts; decided anew then
     */
    record Wait(String rule, Instant until) implements Decision {}

    /** Never. @param reason as the sender is told it: one of the design's refusal reasons */
    record Refuse(String reason) implements Decision {}

    Pass PASS = new Pass();
}
