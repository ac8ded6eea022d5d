package io.vestnik.egress;

import io.vestnik.channel.Submission;
import io.vestnik.ledger.Ruling;

/**
 * What the claim made of a queued delivery.
 *
 * @param submission null: not taken
 * @param ruling what keeps it back; null: nothing
 * @param traceparent null: of a message stored by an older version
 * @param refusedBy providers that it comes from, by space; null: it was not kept back for that
 */
record Claimed(String id, Verdict verdict, Submission submission, Ruling ruling, String traceparent, String refusedBy) {

    enum Verdict {
        TAKEN,
        /** It may be sent: longer messages before it used up the slots. */
        LEFT,
        /** Not by this provider, it is paused. */
        ELSEWHERE,
        /** This provider has refused it, and another has not. */
        AVOIDED,
        /** An operator has paused its account or channel. */
        PAUSED,
        EXPIRED,
        REFUSED,
        DEFERRED
    }
}
