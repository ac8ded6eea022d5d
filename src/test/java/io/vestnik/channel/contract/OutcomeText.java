package io.vestnik.channel.contract;

import io.vestnik.channel.Outcome;

/**
 * An outcome as tables write it: {@code sent ID…}, {@code accepted ID}, {@code KIND CODE [PT7S]}, {@code unknown CODE}, {@code skipped
 * REASON}, {@code unsent}.
 */
final class OutcomeText {

    private OutcomeText() {}

    static String of(Outcome outcome) {
        if (outcome instanceof Outcome.Sent sent) {
            return "sent " + String.join(" ", sent.providerMessageIds());
        }
        if (outcome instanceof Outcome.Accepted accepted) {
            return "accepted " + accepted.providerMessageId();
        }
        if (outcome instanceof Outcome.Refused refused) {
            return refused.kind() + " " + refused.code() + (refused.retryAfter() == null ? "" : " " + refused.retryAfter());
        }
        if (outcome instanceof Outcome.Skipped skipped) {
            return "skipped " + skipped.reason();
        }
        return outcome instanceof Outcome.Unknown unknown ? "unknown " + unknown.code() : "unsent";
    }
}
