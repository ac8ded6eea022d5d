package io.vestnik.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;

/**
 * One line of a message's story.
 *
 * @param event what happened, in the past tense where it can be: {@code accepted}, {@code sent}, {@code unknown}, ...
 * @param channel null: it concerns the message as a whole
 * @param code the provider's raw code, or the refusal's reason; null: none
 * @param text for people; null: nothing to add; never the message's text or an address
 * @param why what the gate weighed, for {@code gate.Explanation}: names and values, no personal data; null: nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TimelineEvent(Instant at, String event, String channel, String code, String text, Map<String, String> why) {

    TimelineEvent(Instant at, String event, String channel, String code, String text) {
        this(at, event, channel, code, text, null);
    }
}
