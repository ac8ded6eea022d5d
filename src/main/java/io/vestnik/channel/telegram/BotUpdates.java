package io.vestnik.channel.telegram;

import io.vestnik.channel.Reply;
import io.vestnik.channel.SessionNews;
import java.util.ArrayList;
import java.util.List;

/** What a bot was told since it was asked last. */
public final class BotUpdates {

    private final boolean good;
    private final List<Reply> replies = new ArrayList<>();
    private final List<SessionNews> sessions = new ArrayList<>();
    private long last;

    BotUpdates(boolean good) {
        this.good = good;
    }

    /** @param id of the update: the offset moves on behind it, whatever it told */
    void add(long id, List<Reply> replies, List<SessionNews> sessions) {
        last = Math.max(last, id);
        this.replies.addAll(replies);
        this.sessions.addAll(sessions);
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

    /** Of the chats, in their order: a reply opens its own, too. */
    public List<SessionNews> getSessions() {
        return sessions;
    }
}
