package io.vestnik.channel.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.message.FieldError;
import io.vestnik.message.InvalidMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of a provider's webhook, judged. */
public final class Webhook {

    private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);

    private final WebhookSpec spec;
    private final WebhookCall call;
    private final Verdict verdict;
    private final Told told;

    /** @param spec null: no such provider has a webhook */
    Webhook(WebhookSpec spec, WebhookCall call, Told told, Instant now) {
        this.spec = spec;
        this.call = call;
        this.told = told;
        this.verdict = spec == null ? Verdict.NOBODY : Verdict.of(spec, call, now);
    }

    /** {@code nobody}, {@code challenge}, {@code refused}, {@code unsigned} or {@code good}: as {@link Verdict}. */
    public String getVerdict() {
        return verdict.kind();
    }

    /** The body that it is answered with; null: none. */
    public String getAnswer() {
        return verdict.answer();
    }

    /** An event that can't be read is left out: what was told with it must not be lost. */
    Told read() {
        List<JsonNode> events = new ArrayList<>();
        InvalidMessage fault = null;
        try {
            spec.events().each(call.body(), call.variables(), events::add);
        } catch (JsonQueryException e) { // its message may quote the body
            fault = InvalidMessage.malformed(List.of(new FieldError("", "is not what this webhook takes")));
        }
        int good = 0;
        for (JsonNode event : events) {
            try {
                told.add(event);
                good++;
            } catch (InvalidMessage e) {
                fault = e;
            }
        }
        if (fault != null && good == 0) {
            throw fault;
        }
        if (fault != null) {
            LOG.warn("{}: {} events are kept, and others left out: {}", told, good, fault.errors());
        }
        return told;
    }
}
