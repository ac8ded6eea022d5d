package io.vestnik.channel;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * What a route says of a {@link Submission} after the wire: exactly one of these, once. The provider's slots are free with it,
 * and what the answer says about the provider itself is taken to heart.
 */
@Component("answers")
public class Answers {

    private final Providers providers;
    private final Consumer<Outcome> outcomes;

    Answers(Providers providers, @Qualifier("outcomes") Consumer<Outcome> outcomes) {
        this.providers = providers;
        this.outcomes = outcomes;
    }

    /**
     * The provider took it, and receipts will follow.
     *
     * @param providerMessageId as its receipts will have it
     */
    public void sent(Submission submission, String providerMessageId) {
        provider(submission).succeeded(1);
        tell(submission, new Outcome.Sent(submission.deliveryId(), List.of(providerMessageId)));
    }

    /** The provider took it, and can tell nothing more: with that the step has succeeded. */
    public void accepted(Submission submission, String providerMessageId) {
        provider(submission).succeeded(1);
        tell(submission, new Outcome.Accepted(submission.deliveryId(), providerMessageId));
    }

    /**
     * The provider refused it, for certain.
     *
     * @param kind {@code transient}, {@code throttled}, {@code permanent}, {@code recipient} or {@code configuration}
     * @param code the provider's own, for the timeline
     */
    public void refused(Submission submission, String kind, String code) {
        FailureKind known = kind.equals("permanent") ? FailureKind.CHANNEL : FailureKind.valueOf(kind.toUpperCase(Locale.ROOT));
        refused(submission, known, code, null);
    }

    /** @param retryAfter what the provider asked for; null: nothing */
    public void refused(Submission submission, FailureKind kind, String code, Duration retryAfter) {
        Provider provider = provider(submission);
        switch (kind) {
            case THROTTLED -> provider.throttled();
            case CONFIGURATION -> provider.openCircuit(code);
            case CHANNEL, RECIPIENT -> provider.succeeded(1);
            case TRANSIENT -> {}
        }
        tell(submission, new Outcome.Refused(submission.deliveryId(), kind, code, retryAfter));
    }

    /** Not one byte went out, the provider can't be reached: it rests, and the message loses no attempt. */
    public void unreached(Submission submission) {
        refused(submission, FailureKind.THROTTLED, "unreached", null);
    }

    /** The bytes went out and no answer that can be understood came. */
    public void unknown(Submission submission, String code) {
        tell(submission, new Outcome.Unknown(submission.deliveryId(), code));
    }

    private void tell(Submission submission, Outcome outcome) {
        provider(submission).release(submission.segments());
        outcomes.accept(outcome);
    }

    private Provider provider(Submission submission) {
        return providers.pool(submission.channel()).named(submission.provider());
    }
}
