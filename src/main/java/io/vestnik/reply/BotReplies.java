package io.vestnik.reply;

import io.vestnik.channel.telegram.BotUpdates;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was written to a bot, and from where to ask next: both, or neither; the offset is told to Telegram only after this. */
@Component("botReplies")
public class BotReplies {

    private static final String MOVE =
            """
            UPDATE telegram_bot
            SET next_update = :next, due = now(), updated_at = CASE WHEN next_update = :next THEN updated_at ELSE now() END
            WHERE id = :bot AND next_update = :before
            """;

    private final Replies replies;
    private final JdbcClient jdbc;

    BotReplies(Replies replies, JdbcClient jdbc) {
        this.replies = replies;
        this.jdbc = jdbc;
    }

    /** @param before the offset that was asked with; where another node has gone on meanwhile, nothing is kept */
    public void keep(long bot, long before, BotUpdates updates) {
        replies.keep(
                updates.replies(),
                () -> jdbc.sql(MOVE)
                                .param("bot", bot)
                                .param("before", before)
                                .param("next", updates.next(before))
                                .update()
                        == 1);
    }
}
