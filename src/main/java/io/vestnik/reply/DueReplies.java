package io.vestnik.reply;

import io.vestnik.message.MessageClass;
import io.vestnik.queue.Leases;
import java.util.List;
import org.springframework.stereotype.Component;

/** Replies whose time has come: those that found no room, or no broker, those to be tried again, and those whose lease ran out. */
@Component("dueReplies")
public class DueReplies {

    /** In one round: more come in the next one. */
    private static final int MOST = 1_000;

    private final ReplyRows rows;
    private final Leases leases;

    DueReplies(ReplyRows rows, Leases leases) {
        this.rows = rows;
        this.leases = leases;
    }

    /** Leases them to this node, no more than it may queue. */
    public List<String> take() {
        List<String> names = rows.take(Math.min(MOST, leases.free(Replies.QUEUE, false)));
        names.forEach(name -> leases.take(Replies.QUEUE, MessageClass.SERVICE, name));
        return names;
    }

    /** The broker did not take them. */
    public void free(List<String> names) {
        rows.free(names);
    }
}
