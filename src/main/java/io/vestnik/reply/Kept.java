package io.vestnik.reply;

import com.github.f4b6a3.ulid.UlidCreator;
import io.vestnik.address.Addresses;
import io.vestnik.channel.Reply;

/**
 * A reply on its way into the database.
 *
 * @param name a ULID
 * @param account whose it is; null: nobody's
 * @param lastMessage the last that was sent to whoever wrote; null: none
 * @param keyword null: none of the hub's
 * @param leased it goes into the queue after the commit
 */
record Kept(String name, Reply reply, String account, String lastMessage, Keyword keyword, boolean leased) {

    static Kept of(Reply reply, String account, String lastMessage, Keyword keyword) {
        return new Kept(UlidCreator.getMonotonicUlid().toString(), reply, account, lastMessage, keyword, false);
    }

    Kept withLease() {
        return new Kept(name, reply, account, lastMessage, keyword, true);
    }

    /** As in {@code message.addresses}. */
    String address() {
        return Addresses.key(reply.channel(), reply.sender());
    }
}
