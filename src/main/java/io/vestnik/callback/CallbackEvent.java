package io.vestnik.callback;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.Instant;
import java.util.Map;

/** A status as a CloudEvent 1.0 in structured JSON (CloudEvents HTTP binding, section 3.2): the body of a callback. */
public final class CallbackEvent {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STATUS = "io.vestnik.message.status";

    private record Event(
            String specversion,
            String id,
            String source,
            String type,
            String subject,
            String time,
            String datacontenttype,
            @JsonInclude(JsonInclude.Include.NON_NULL) String traceparent,
            Data data) {}

    private record Data(
            String id,
            String status,
            String channel,
            String reason,
            String code,
            String at,
            int sequence,
            Map<String, String> tags) {}

    private final String source;

    /** @param source the hub's public URL */
    public CallbackEvent(URI source) {
        this.source = source.toString();
    }

    /**
     * @param id the {@code webhook-id}: unique, without a dot
     * @param channel null: of the message as a whole
     * @param reason why it was refused or failed; null: none
     * @param code the provider's own; null: none
     * @param sequence counts up within the message; the receiver may ignore an older one
     * @param traceparent CloudEvents' extension "Distributed Tracing"; null: left out
     */
    public String body(
            String id,
            String messageId,
            String status,
            String channel,
            String reason,
            String code,
            Instant at,
            int sequence,
            Map<String, String> tags,
            String traceparent) {
        String time = at.toString();
        Data data = new Data(messageId, status, channel, reason, code, time, sequence, tags);
        try {
            return JSON.writeValueAsString(
                    new Event("1.0", id, source, STATUS, messageId, time, "application/json", traceparent, data));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings and a number can be written", e);
        }
    }
}
