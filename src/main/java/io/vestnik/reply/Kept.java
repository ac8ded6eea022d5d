package io.vestnik.reply;

import com.github.f4b6a3.ulid.UlidCreator;
import io.vestnik.address.Addresses;
import io.vestnik.channel.Reply;

/**
 * A reply on its way into the database.
 *
 * @param name a ULID
 * @param account whose it is; null: nobody's
 * @param heard what was sent to whoever wrote
 * @param keyword null: none of the hub's
 * @param leased it goes into the queue after the commit
 */
record Kept(String name, Reply reply, String account, ReplyOwner.Heard heard, Keyword keyword, boolean leased) {

    static Kept of(Reply reply, String account, ReplyOwner.Heard heard, Keyword keyword) {
        return new Kept(UlidCreator.getMonotonicUlid().toString(), reply, account, heard, keyword, false);
    }

    Kept withLease() {
        return new Kept(name, reply, account, heard, keyword, true);
    }

    boolean is(Keyword other) {
        return keyword == other && account != null;
    }

    /** The question that it may answer; null: none. Keywords and machines answer nothing. */
    String question() {
        return keyword == null && !reply.automatic() ? heard.question() : null;
    }

    /** As in {@code message.addresses}. */
    String address() {
        return Addresses.key(reply.channel(), reply.sender());
    }
}
