package io.vestnik.channel;

import io.vestnik.message.Content;
import io.vestnik.message.MessageClass;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A delivery that is past the point of no return: its row says {@code sending}, and exactly one {@link Outcome} must follow.
 *
 * @param address the recipient on this channel: E.164 with + for phones
 * @param sender null where the account has none
 * @param segments what the text costs on this channel: so many window slots were reserved for it
 * @param attempt 1 for the first
 * @param reference travels to the provider where its protocol has a field for it (SMPP user_message_reference), 0 to 65535
 * @param validUntil of no use to the recipient after this time
 * @param content what goes with the text
 * @param sendBy it may not go to the wire after this time: its row could be judged before the answer is here
 */
public record Submission(
        String deliveryId,
        String messageId,
        String account,
        String channel,
        String provider,
        MessageClass messageClass,
        String address,
        String sender,
        String text,
        int segments,
        int attempt,
        int reference,
        Instant validUntil,
        Instant sendBy,
        Content content) {

    /** Of text alone. */
    public Submission(
            String deliveryId,
            String messageId,
            String account,
            String channel,
            String provider,
            MessageClass messageClass,
            String address,
            String sender,
            String text,
            int segments,
            int attempt,
            int reference,
            Instant validUntil,
            Instant sendBy) {
        this(
                deliveryId, messageId, account, channel, provider, messageClass, address, sender, text, segments, attempt, reference,
                validUntil, sendBy, Content.TEXT_ALONE);
    }

    /** It waited for the wire too long: {@link Answers#unsent}. */
    public boolean isLate() {
        return !Instant.now().isBefore(sendBy);
    }

    /** One that is registered with the platform and goes in place of the text; null: none. */
    public Map<String, Object> template() {
        return content.templates().get(channel);
    }

    /** What a provider may be told, by name, for a route that puts its own words to it. */
    public Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("id", deliveryId);
        fields.put("class", messageClass.toString());
        fields.put("to", address);
        fields.put("sender", sender);
        fields.put("text", text);
        fields.put("validUntil", validUntil.toString());
        return fields;
    }
}
