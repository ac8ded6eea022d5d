package io.vestnik.channel.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.vestnik.trace.PlainCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a bot was told since it was asked last. */
public final class BotUpdates {

    private static final Logger LOG = LoggerFactory.getLogger(BotUpdates.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final boolean good;
    private final long last;
    private final ArrayNode replies;

    private BotUpdates(boolean good, long last, ArrayNode replies) {
        this.good = good;
        this.last = last;
        this.replies = replies;
    }

    static BotUpdates of(String provider, long bot, BotAnswer answer) {
        ArrayNode replies = JSON.createArrayNode();
        if (!answer.kind().equals("ok") || !answer.result().isArray()) {
            LOG.warn("Provider {} of channel telegram: replies are not read: {}", provider, PlainCode.of(answer.code()));
            return new BotUpdates(false, 0, replies);
        }
        long last = 0;
        int blocked = 0;
        for (JsonNode update : answer.result()) {
            last = Math.max(last, update.path("update_id").asLong());
            if (update.has("message")) {
                replies.add(reply(provider, bot, update.get("message")));
            }
            blocked += update.at("/my_chat_member/new_chat_member/status").asText().equals("kicked") ? 1 : 0;
        }
        if (blocked > 0) {
            LOG.info("Provider {} of channel telegram: {} recipients have blocked the bot", provider, blocked);
        }
        return new BotUpdates(true, last, replies);
    }

    /** A row of the table {@code reply}; what has no text is kept too. */
    private static JsonNode reply(String provider, long bot, JsonNode message) {
        String text = message.path("text").asText(message.path("caption").asText());
        return JSON.createObjectNode()
                .put("provider", provider)
                .put("sender", message.at("/chat/id").asText())
                .put("recipient", String.valueOf(bot))
                .put("text", text.replace("\0", ""))
                .put("at", message.path("date").asLong());
    }

    /** False: the API refused, and the log says why. */
    public boolean isGood() {
        return good;
    }

    /** The offset to ask with next. */
    public long next(long before) {
        return last == 0 ? before : last + 1;
    }

    /** A JSON array, as {@code sql/telegram-updates.sql} takes it. */
    public String getReplies() {
        return replies.toString();
    }
}
