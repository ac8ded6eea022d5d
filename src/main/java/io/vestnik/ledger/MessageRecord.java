package io.vestnik.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.vestnik.message.Button;
import io.vestnik.message.Media;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What an account may see of a message of its own, in the words of the contract.
 *
 * @param media what goes with the text; empty: none, or not asked for
 * @param buttons likewise
 * @param deliveries in plan order
 * @param timeline of the message and its deliveries, oldest first; null: not asked for
 */
@JsonPropertyOrder({"id", "account", "status", "class", "to", "createdAt", "finalAt", "reason", "tags", "media", "buttons", "deliveries", "timeline"})
public record MessageRecord(
        String id,
        String account,
        String status,
        @JsonProperty("class") String messageClass,
        Map<String, String> to,
        Instant createdAt,
        Instant finalAt,
        String reason,
        Map<String, String> tags,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Media> media,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Button> buttons,
        List<Attempt> deliveries,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<Entry> timeline) {

    /** One channel's part. @param providerMessageId of the first SMS part where there are several; null: none yet */
    public record Attempt(
            String id,
            String channel,
            String provider,
            String address,
            String status,
            String providerMessageId,
            int segments,
            int attempts,
            Instant sentAt,
            Instant finalAt,
            String code) {}

    /** One line of the timeline. @param why what the gate weighed; null: nothing */
    public record Entry(
            Instant at,
            String event,
            String channel,
            String code,
            String text,
            @JsonInclude(JsonInclude.Include.NON_NULL) Map<String, String> why) {

        public Entry(Instant at, String event, String channel, String code, String text) {
            this(at, event, channel, code, text, null);
        }
    }

    /** The same with another timeline. */
    public MessageRecord with(List<Entry> entries) {
        return new MessageRecord(
                id, account, status, messageClass, to, createdAt, finalAt, reason, tags, media, buttons, deliveries, entries);
    }
}
