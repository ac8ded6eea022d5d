package io.vestnik.channel;

import java.time.Instant;

/**
 * What a recipient wrote back.
 *
 * @param sender who wrote: an address on that channel, E.164 for phones
 * @param recipient whom it was written to: a short code or number of ours
 * @param at when the hub saw it
 */
public record Reply(String channel, String provider, String sender, String recipient, String text, Instant at) {}
