package io.vestnik.message;

import java.time.Duration;

/**
 * One step of a message's cascade.
 *
 * @param address where on that channel, in its normal form (E.164 for phones); null: the recipient has none, the step is skipped
 * @param timeout how long to wait for the channel's success after the send before the next step starts; null: the hub's default
 * @param required send on this channel whatever happens on the others
 * @param segments what the text costs on this channel in parts; 1 where the channel has no parts
 * @param success what the step has succeeded with: {@code accepted}, {@code delivered}, {@code read} or {@code reply}; null: the most
 *     that its channel tells of a delivery
 */
public record Step(String channel, String address, Duration timeout, boolean required, int segments, String success) {

    public Step(String channel, String address, Duration timeout, boolean required, int segments) {
        this(channel, address, timeout, required, segments, null);
    }
}
