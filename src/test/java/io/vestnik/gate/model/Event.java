package io.vestnik.gate.model;

import io.vestnik.contact.Preferences;
import io.vestnik.message.MessageClass;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** What happens to a person in its year, as the script has it. */
sealed interface Event {

    Instant at();

    /** A contact is put as a whole. */
    record Put(Instant at, String id, Set<String> addresses, ZoneId zone, String region, Preferences wishes) implements Event {}

    /** Two contacts turn out to be one person. */
    record Merged(Instant at, String from, String into) implements Event {}

    /** @param channel null: all */
    record Word(Instant at, String address, MessageClass messageClass, String channel, boolean granted) implements Event {}

    /**
     * An address is found dead.
     *
     * @param address as deliveries have it
     * @param channel {@code *}: all
     * @param expires null: never
     */
    record Dead(Instant at, String address, String channel, String reason, Instant expires) implements Event {}

    record Lifted(Instant at, String address, String channel) implements Event {}

    /** A platform tells of its chat. @param open the recipient wrote; false: it blocked us */
    record Chat(Instant at, String address, String channel, boolean open) implements Event {}

    /**
     * @param late how much later than it might it is looked at again: the queue, the spread
     * @param templates channels that it has a registered template for
     */
    record Message(
            Instant at, MessageClass messageClass, List<String> addresses, List<Step> steps, Duration validity, boolean answer, Duration late,
            Set<String> templates)
            implements Event {

        Instant validUntil() {
            return at.plus(validity);
        }
    }

    /**
     * One step of a cascade.
     *
     * @param retries how often the carrier asks to be tried again before it says anything else
     * @param succeeds the message arrives; else the next step follows
     * @param after so much later
     */
    record Step(String channel, String address, int retries, boolean succeeds, Duration after) {}
}
