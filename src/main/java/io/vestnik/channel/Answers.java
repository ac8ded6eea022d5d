package io.vestnik.channel;

import io.vestnik.trace.PlainCode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.beans.factory.annotation.Autowired;
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
    /** By then its row has been judged without an answer. */
    private static final long GIVEN_UP_AFTER = Duration.ofMinutes(1).toNanos();

    private final Providers providers;
    private final Consumer<Outcome> outcomes;
    private final LongSupplier nanoTime;
    private final Map<String, Long> alerted = new ConcurrentHashMap<>();
    private final Map<String, Awaited> awaited = new ConcurrentHashMap<>();

    private record Awaited(Submission submission, long since) {}

    @Autowired
    Answers(Providers providers, @Qualifier("outcomes") Consumer<Outcome> outcomes) {
        this(providers, outcomes, System::nanoTime);
    }

    Answers(Providers providers, Consumer<Outcome> outcomes, LongSupplier nanoTime) {
        this.providers = providers;
        this.outcomes = outcomes;
        this.nanoTime = nanoTime;
    }

    /** It is handed to the route that puts it on the wire: should that route forget its answer, {@link #giveUp} will notice. */
    public void await(Submission submission) {
        awaited.put(submission.deliveryId(), new Awaited(submission, nanoTime.getAsLong()));
    }

    /** Frees the slots of submissions that a route never answered: else its channel would stand still after a window of them. */
    public void giveUp() {
        long now = nanoTime.getAsLong();
        awaited.values().removeIf(open -> {
            boolean forgotten = now - open.since > GIVEN_UP_AFTER;
            if (forgotten) {
                provider(open.submission).release(open.submission.segments());
                alert(provider(open.submission), Level.ERROR, "has a route that ends without an answer to a submission", "");
            }
            return forgotten;
        });
    }

    /**
     * The provider took it, and receipts will follow.
     *
     * @param providerMessageId as its receipts will have it; null or empty: it gave none, and receipts can't be matched
     */
    public void sent(Submission submission, String providerMessageId) {
        sentInParts(submission, List.of(known(submission, providerMessageId)));
    }

    /**
     * The same of a message that went out in parts: it is delivered when all of them are.
     *
     * @param providerMessageIds one a part; empty: it gave none
     */
    public void sentInParts(Submission submission, List<String> providerMessageIds) {
        provider(submission).succeeded(1);
        List<String> ids = providerMessageIds.isEmpty() ? List.of(submission.deliveryId()) : providerMessageIds;
        tell(submission, new Outcome.Sent(submission.deliveryId(), ids));
    }

    /**
     * The provider took it, and can tell nothing more: with that the step has succeeded.
     *
     * @param providerMessageId null or empty: it gave none
     */
    public void accepted(Submission submission, String providerMessageId) {
        provider(submission).succeeded(1);
        tell(submission, new Outcome.Accepted(submission.deliveryId(), known(submission, providerMessageId)));
    }

    /** What was taken must not be sent again for want of an id. */
    private static String known(Submission submission, String providerMessageId) {
        return providerMessageId == null || providerMessageId.isBlank() ? submission.deliveryId() : providerMessageId;
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
                alert(provider, Level.ERROR, "refuses messages: see what we send, and as whom; code ", PlainCode.of(code));
            }
            case RECIPIENT -> provider.succeeded(1);
            case TRANSIENT -> provider.faulted(code);
        }
        tell(submission, new Outcome.Refused(submission.deliveryId(), known, code, retryAfter, provider.others()));
    }

    /** The recipient's chat is not open to us, which is nobody's fault: this channel will not take the message. */
    public void unwanted(Submission submission, String code) {
        provider(submission).succeeded(1);
        tell(submission, new Outcome.Refused(submission.deliveryId(), FailureKind.CHANNEL, code, null));
    }

    /** The provider can't be reached: it rests, and the message loses no attempt. */
    public void unreached(Submission submission) {
        Provider provider = provider(submission);
        alert(provider, Level.WARN, "can't be reached", "");
        provider.faulted("unreached");
        refused(submission, "throttled", "unreached");
    }

    /** Not one byte went out, and not for the provider's sake: it waited too long. It may be sent again at once. */
    public void unsent(Submission submission) {
        tell(submission, new Outcome.Unsent(submission.deliveryId()));
    }

    /**
     * Not one byte went out, and none will: the hub itself found that it can't go over this channel. The cascade goes on.
     *
     * @param reason as the sender is told it: {@code too_long}, {@code template_not_approved}, ...
     */
    public void skipped(Submission submission, String reason) {
        tell(submission, new Outcome.Skipped(submission.deliveryId(), reason));
    }

    /** The bytes went out and no answer that can be understood came. */
    public void unknown(Submission submission, String code) {
        provider(submission).faulted(code);
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
    private void alert(Provider provider, Level level, String fault, String code) {
        long now = nanoTime.getAsLong();
        Long last = alerted.get(provider + fault);
        if (last == null || now - last > ALERT_EVERY) {
            alerted.put(provider + fault, now);
            LOG.atLevel(level).log("Provider {} of channel {} {}{}", provider.name(), provider.channel(), fault, code);
        }
    }

    private void tell(Submission submission, Outcome outcome) {
        awaited.remove(submission.deliveryId());
        provider(submission).release(submission.segments());
        outcomes.accept(outcome);
    }

    private Provider provider(Submission submission) {
        return providers.pool(submission.channel()).named(submission.provider());
    }
}
