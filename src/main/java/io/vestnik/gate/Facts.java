package io.vestnik.gate;

import io.vestnik.cap.Counts;
import io.vestnik.contact.Preferences;
import io.vestnik.message.MessageClass;
import io.vestnik.zone.Whereabouts;
import java.time.Instant;

/**
 * What is known of one recipient before one delivery, on one channel.
 *
 * @param validUntil when the message is of no use any more
 * @param answer it answers what the recipient has just written: nothing holds it back that protects the recipient
 * @param reach whether the channel is open to the recipient
 * @param consent what the recipient said about this class on this channel
 * @param suppressed why the address is dead; null: it is not
 * @param whereabouts whose clocks count
 * @param wishes of the contacts that it is; {@link Preferences#NONE}: none are known
 * @param counts what it was sent of this class; {@link Counts#NONE} where nothing is limited
 * @param countedAll the message was counted over all channels: an earlier step of it went out
 * @param countedHere this delivery was counted: it is tried again
 */
public record Facts(
        MessageClass messageClass,
        String channel,
        Instant validUntil,
        boolean answer,
        Reach reach,
        Consent consent,
        String suppressed,
        Whereabouts whereabouts,
        Preferences wishes,
        Counts counts,
        boolean countedAll,
        boolean countedHere) {

    public enum Consent {
        NONE,
        GRANTED,
        WITHDRAWN
    }
}
