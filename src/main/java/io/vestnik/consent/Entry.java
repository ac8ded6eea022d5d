package io.vestnik.consent;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.Map;

/**
 * A row of the ledger.
 *
 * @param consent of one address
 * @param recordedAt when the hub was told; {@code consent.at} is when the person said it
 */
@JsonPropertyOrder({"address", "recordedAt"})
public record Entry(@JsonUnwrapped Consent consent, Instant recordedAt) {

    /** As in a message's {@code to}. */
    @JsonProperty
    public Map<String, String> address() {
        return named(key());
    }

    String key() {
        return consent.addresses().get(0);
    }

    /** A key of {@code message.addresses} by its name. */
    static Map<String, String> named(String key) {
        int colon = key.indexOf(':');
        return Map.of(key.substring(0, colon), key.substring(colon + 1));
    }
}
