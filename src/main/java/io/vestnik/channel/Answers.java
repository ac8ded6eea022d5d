package io.vestnik.channel;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * What a route says of a {@link Submission} after the wire: exactly one of these, once. The provider's slots are free with it,
 * and what the answer says about the provider itself is taken to heart.
 */
@Component("answers")
public class Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final long ALERT_EVERY = Duration.ofMinutes(1).toNanos();

    private final Providers providers;
    private final Consumer<Outcome> outcomes;
    private final Map<String, Long> alerted = new ConcurrentHashMap<>();

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
        refused(submission, kind, code, null);
    }

    /** @param retryAfter what the provider asked for: one that throttles us is left alone so long; null: nothing */
    public void refused(Submission submission, String kind, String code, Duration retryAfter) {
        FailureKind known = kind.equals("permanent") ? FailureKind.CHANNEL : FailureKind.valueOf(kind.toUpperCase(Locale.ROOT));
        Provider provider = provider(submission);
        switch (known) {
            case THROTTLED -> throttled(provider, retryAfter);
            case CONFIGURATION -> provider.openCircuit(code);
            case CHANNEL -> {
                provider.succeeded(1);
                alert(provider, Level.ERROR, "refuses messages with " + code + ": see what we send, and as whom");
            }
            case RECIPIENT -> provider.succeeded(1);
            case TRANSIENT -> {}
        }
        tell(submission, new Outcome.Refused(submission.deliveryId(), known, code, retryAfter));
    }

    /** The provider can't be reached: it rests, and the message loses no attempt. */
    public void unreached(Submission submission) {
        alert(provider(submission), Level.WARN, "can't be reached");
        refused(submission, "throttled", "unreached");
    }

    /** Not one byte went out, and not for the provider's sake: it waited too long. It may be sent again at once. */
    public void unsent(Submission submission) {
        tell(submission, new Outcome.Unsent(submission.deliveryId()));
    }

    /** The bytes went out and no answer that can be understood came. */
    public void unknown(Submission submission, String code) {
        tell(submission, new Outcome.Unknown(submission.deliveryId(), code));
    }

    private static void throttled(Provider provider, Duration asked) {
        if (asked == null) {
            provider.throttled();
        } else {
            provider.rest(asked);
        }
    }

    /** Once a minute: a fault that lasts would fill the log. */
    private void alert(Provider provider, Level level, String fault) {
        long now = System.nanoTime();
        Long last = alerted.get(provider + fault);
        if (last == null || now - last > ALERT_EVERY) {
            alerted.put(provider + fault, now);
            LOG.atLevel(level).log("Provider {} of channel {} {}", provider.name(), provider.channel(), fault);
        }
    }

    private void tell(Submission submission, Outcome outcome) {
        provider(submission).release(submission.segments());
        outcomes.accept(outcome);
    }

    private Provider provider(Submission submission) {
        return providers.pool(submission.channel()).named(submission.provider());
    }
}
