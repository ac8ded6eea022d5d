package io.vestnik.reply;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;

/**
 * A reply as routes see it, and, but for what is for routes alone, as its account is told of it.
 *
 * @param id a ULID
 * @param from who wrote: an address on that channel
 * @param to whom it was written to: a sender or number of ours
 * @param at RFC 3339
 * @param contact the account's own id of the person; null: not known
 * @param keyword {@code stop}, {@code start}, {@code help} or {@code info}; null: none of these
 * @param automatic a machine wrote it: it is nobody's answer
 * @param word the text in small letters without punctuation, for a route to compare; empty: there is nothing else in it
 * @param repeated a STOP of somebody who is out already
 * @param language {@code ru} or {@code en}: the contact's, else that of what was written last
 * @param last what was sent to them last; null: nothing
 * @param question the question of a dialogue that this answers; null: none is open
 * @param notes what the routes found out; the account is told of it under {@code dialogue}
 */
@JsonPropertyOrder({"id", "channel", "from", "to", "text", "at", "contact", "messageId", "tags", "keyword", "automatic", "dialogue"})
public record Received(
        String id,
        @JsonIgnore long row,
        @JsonIgnore int attempts,
        @JsonIgnore String account,
        String channel,
        String from,
        String to,
        String text,
        String at,
        String contact,
        String keyword,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean automatic,
        @JsonIgnore String word,
        @JsonIgnore boolean repeated,
        @JsonIgnore String language,
        @JsonIgnore Sent last,
        @JsonIgnore Sent question,
        @JsonProperty("dialogue") @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> notes) {

    @JsonProperty
    public String messageId() {
        return last == null ? null : last.id();
    }

    @JsonProperty
    public Map<String, String> tags() {
        return last == null ? Map.of() : last.tags();
    }

    /** Without the text and the addresses. */
    @Override
    public String toString() {
        return "Received[" + id + "]";
    }
}
