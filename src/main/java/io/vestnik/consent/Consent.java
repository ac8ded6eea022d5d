package io.vestnik.consent;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.message.MessageClass;
import java.time.Instant;
import java.util.List;

/**
 * What a person allowed or forbade.
 *
 * @param id null until it is recorded
 * @param addresses whose, as keys of {@code message.addresses}
 * @param channel null: all
 * @param evidence what proves it; null: nothing was given
 * @param at when the person said so
 * @param by who recorded it
 */
@JsonPropertyOrder({"class", "channel", "granted", "method", "evidence", "at", "by"})
public record Consent(
        @JsonIgnore String id,
        @JsonIgnore String account,
        @JsonIgnore List<String> addresses,
        @JsonProperty("class") MessageClass messageClass,
        String channel,
        boolean granted,
        String method,
        JsonNode evidence,
        Instant at,
        String by) {

    /** The same of others. */
    public Consent of(List<String> others) {
        return new Consent(id, account, others, messageClass, channel, granted, method, evidence, at, by);
    }
}
