package io.vestnik.channel;

import java.time.Instant;
import java.util.List;

/**
 * What a recipient wrote back.
 *
 * @param sender who wrote: an address on that channel, E.164 for phones
 * @param recipient whom it was written to: a short code or number of ours
 * @param at when the hub saw it
 * @param source the same when the reply is fetched again, so that it is kept once; null: it comes once
 * @param automatic a machine wrote it: it is no keyword and answers no question
 * @param references the providers' ids of what it says it answers; empty: it does not say
 */
public record Reply(
        String channel,
        String provider,
        String sender,
        String recipient,
        String text,
        Instant at,
        String source,
        boolean automatic,
        List<String> references) {

    public Reply(
            String channel, String provider, String sender, String recipient, String text, Instant at, String source, boolean automatic) {
        this(channel, provider, sender, recipient, text, at, source, automatic, List.of());
    }

    public Reply(String channel, String provider, String sender, String recipient, String text, Instant at) {
        this(channel, provider, sender, recipient, text, at, null, false);
    }

    /** The same with the sender's address in another form. */
    public Reply from(String sender) {
        return new Reply(channel, provider, sender, recipient, text, at, source, automatic, references);
    }
}
