package io.vestnik.channel.email;

/**
 * What a mail server tells of one recipient of a mail (RFC 3464).
 *
 * @param recipient in normal form; null: not told
 * @param status enhanced code, {@code 5.1.1} (RFC 3463)
 * @param failed for good; false: it is only late
 * @param messageId of the mail that came back; null: not told
 */
public record Bounce(String recipient, String status, boolean failed, String messageId) {

    /** As {@link SmtpReply} has it: full, too large, refused by a policy, or not told in detail says nothing of the address. */
    public boolean addressIsDead() {
        return failed && SmtpReply.namesDeadAddress(status);
    }
}
