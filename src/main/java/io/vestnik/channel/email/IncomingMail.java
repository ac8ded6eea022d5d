package io.vestnik.channel.email;

import io.vestnik.channel.Reply;
import java.util.List;

/**
 * A mail that came to our mailbox.
 *
 * @param reply null: it is none, but a report about mails of ours
 * @param bounces empty: it is a reply
 */
public record IncomingMail(Reply reply, List<Bounce> bounces) {}
