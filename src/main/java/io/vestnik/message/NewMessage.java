package io.vestnik.message;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A checked request to send, the same whatever door it came in by.
 *
 * @param id what it is to be called, a ULID that nothing else has; null: the hub names it
 * @param to the recipient's addresses by name ({@code phone}, {@code email}, or a channel's), in their normal form
 * @param sender as the account owns it; null where the account has none
 * @param plan the steps of the cascade in order, at least one of them with an address
 * @param sendAt not before this time; null: now
 * @param validFor how long after the (planned) time of sending it is still of use
 * @param callbackUrl null: nobody is told
 * @param callbackEvents events to tell beside the final states: {@code sent}, {@code read}, {@code late}
 * @param idempotencyKey one key space per account; null: none
 * @param fingerprint SHA-256 of the parsed request: tells a repeated request from another under the same key; null: it has no key
 * @param replayOf the id of the message that this one repeats; null: none
 * @param origin the door it came in by, and its trace
 * @param clock what decided on {@code sendAt} where it was given as a local time or spread: {@link SendTime#why}; null: it was not
 * @param answers the reply that this message answers: it is sent whatever the recipient said before; null: none
 * @param content what goes with the text; never null
 */
public record NewMessage(
        String id,
        String account,
        MessageClass messageClass,
        Map<String, String> to,
        String text,
        String sender,
        List<Step> plan,
        Instant sendAt,
        Duration validFor,
        String callbackUrl,
        Set<String> callbackEvents,
        Map<String, String> tags,
        String idempotencyKey,
        byte[] fingerprint,
        String replayOf,
        Origin origin,
        Map<String, String> clock,
        Long answers,
        Content content) {

    /** Of text alone, as it comes in by a door: it answers nothing. */
    public NewMessage(
            String id,
            String account,
            MessageClass messageClass,
            Map<String, String> to,
            String text,
            String sender,
            List<Step> plan,
            Instant sendAt,
            Duration validFor,
            String callbackUrl,
            Set<String> callbackEvents,
            Map<String, String> tags,
            String idempotencyKey,
            byte[] fingerprint,
            String replayOf,
            Origin origin) {
        this(
                id, account, messageClass, to, text, sender, plan, sendAt, validFor, callbackUrl, callbackEvents, tags,
                idempotencyKey, fingerprint, replayOf, origin, null, null, Content.TEXT_ALONE);
    }

    /** The same, on what decided its {@code sendAt}. */
    public NewMessage onClock(Map<String, String> why) {
        return new NewMessage(
                id, account, messageClass, to, text, sender, plan, sendAt, validFor, callbackUrl, callbackEvents, tags,
                idempotencyKey, fingerprint, replayOf, origin, why, answers, content);
    }

    /** The same under a name that its door has given away already. */
    public NewMessage called(String name) {
        return new NewMessage(
                name, account, messageClass, to, text, sender, plan, sendAt, validFor, callbackUrl, callbackEvents, tags,
                idempotencyKey, fingerprint, replayOf, origin, clock, answers, content);
    }

    /** The same, of use for another time. */
    public NewMessage validFor(Duration time) {
        return new NewMessage(
                id, account, messageClass, to, text, sender, plan, sendAt, time, callbackUrl, callbackEvents, tags,
                idempotencyKey, fingerprint, replayOf, origin, clock, answers, content);
    }

    /** The same, told to another than the account's webhook. */
    public NewMessage telling(String url, Set<String> events) {
        return new NewMessage(
                id, account, messageClass, to, text, sender, plan, sendAt, validFor, url, events, tags,
                idempotencyKey, fingerprint, replayOf, origin, clock, answers, content);
    }

    /** The same, as the answer to a reply. */
    public NewMessage answering(long reply) {
        return new NewMessage(
                id, account, messageClass, to, text, sender, plan, sendAt, validFor, callbackUrl, callbackEvents, tags,
                idempotencyKey, fingerprint, replayOf, origin, clock, reply, content);
    }

    /** The same, with more than a text. */
    public NewMessage carrying(Content more) {
        return new NewMessage(
                id, account, messageClass, to, text, sender, plan, sendAt, validFor, callbackUrl, callbackEvents, tags,
                idempotencyKey, fingerprint, replayOf, origin, clock, answers, more);
    }
}
