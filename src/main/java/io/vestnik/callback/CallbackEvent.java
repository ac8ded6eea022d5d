package io.vestnik.callback;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.Instant;
import java.util.Map;

/** A status or a reply as a CloudEvent 1.0 in structured JSON (CloudEvents HTTP binding, section 3.2): the body of a callback. */
public final class CallbackEvent {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STATUS = "io.vestnik.message.status";
    private static final String REPLY = "io.vestnik.reply";

    private record Event(
            String specversion,
            String id,
            String source,
            String type,
            String subject,
            String time,
            String datacontenttype,
            @JsonInclude(JsonInclude.Include.NON_NULL) String traceparent,
            Object data) {}

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
        return written(new Event("1.0", id, source, STATUS, messageId, time, "application/json", traceparent, data));
    }

    /**
     * Of what a recipient wrote.
     *
     * @param id the {@code webhook-id}
     * @param replyId the event's subject
     * @param data as the contract has it
     */
    public String reply(String id, String replyId, Instant at, Object data) {
        return written(new Event("1.0", id, source, REPLY, replyId, at.toString(), "application/json", null, data));
    }

    private static String written(Event event) {
        try {
            return JSON.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can be written", e);
        }
    }
}
