package io.vestnik.channel.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.message.FieldError;
import io.vestnik.message.InvalidMessage;
import java.time.Instant;
import java.util.List;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** One call of a provider's webhook, judged. */
public final class Webhook {

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

    Told read() {
        try {
            for (JsonNode event : spec.events().all(call.body(), call.variables())) {
                told.add(event);
            }
            return told;
        } catch (JsonQueryException e) { // its message may quote the body
            throw InvalidMessage.malformed(List.of(new FieldError("", "is not what this webhook takes")));
        }
    }
}
