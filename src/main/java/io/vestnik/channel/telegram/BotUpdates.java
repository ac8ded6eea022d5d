package io.vestnik.channel.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.channel.Reply;
import io.vestnik.trace.PlainCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a bot was told since it was asked last. */
public final class BotUpdates {

    private static final Logger LOG = LoggerFactory.getLogger(BotUpdates.class);

    private final boolean good;
    private final long last;
    private final List<Reply> replies;

    private BotUpdates(boolean good, long last, List<Reply> replies) {
        this.good = good;
        this.last = last;
        this.replies = replies;
    }

    static BotUpdates of(String provider, long bot, BotAnswer answer) {
        List<Reply> replies = new ArrayList<>();
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

    /** What has no text is kept too. */
    private static Reply reply(String provider, long bot, JsonNode message) {
        String text = message.path("text").asText(message.path("caption").asText());
        return new Reply(
                "telegram", provider, message.at("/chat/id").asText(), String.valueOf(bot), text.replace("\0", ""),
                Instant.ofEpochSecond(message.path("date").asLong()), null,
                message.at("/from/is_bot").asBoolean());
    }

    /** False: the API refused, and the log says why. */
    public boolean isGood() {
        return good;
    }

    /** The offset to ask with next. */
    public long next(long before) {
        return last == 0 ? before : last + 1;
    }

    /** In their order. */
    public List<Reply> replies() {
        return replies;
    }
}
