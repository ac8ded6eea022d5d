package io.vestnik.channel.email;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A relay's refusal: its code (RFC 5321), its enhanced status if it has one (RFC 3463), and what they mean.
 *
 * @param text as it was answered; null: only the code is known
 */
record SmtpReply(To to, int returnCode, String text) {

    enum To {
        /** RCPT TO. */
        RECIPIENT,
        /** MAIL FROM, the content, anything else. */
        MAIL
    }

    private static final Pattern STATUS = Pattern.compile("^(\\d{3})[ -]([245]\\.\\d{1,3}\\.\\d{1,3})\\b");

    /** What an exception's text begins with; else the code alone. */
    static SmtpReply in(String text, int returnCode) {
        Matcher code = Pattern.compile("^(\\d{3})\\b").matcher(text == null ? "" : text);
        return new SmtpReply(To.MAIL, code.find() ? Integer.parseInt(code.group(1)) : returnCode, text);
    }

    boolean isRefusal() {
        return returnCode >= 400 && returnCode < 600;
    }

    boolean isTransient() {
        return returnCode >= 400 && returnCode < 500;
    }

    /** {@code 550 5.1.1}, or {@code 550}. */
    String code() {
        String status = status();
        return status.isEmpty() ? Integer.toString(returnCode) : returnCode + " " + status;
    }

    String kind() {
        String status = status();
        if (isTransient()) {
            return "transient";
        }
        if (returnCode == 530 || returnCode == 534 || returnCode == 535 || returnCode == 538) {
            return "configuration"; // it wants a login, another one, or TLS
        }
        if (status.equals("5.2.2") || returnCode == 552 && status.isEmpty()) {
            return "transient"; // the mailbox is full
        }
        return isDeadAddress(status) ? "recipient" : "permanent";
    }

    private boolean isDeadAddress(String status) {
        if (status.isEmpty()) {
            return to == To.RECIPIENT && (returnCode == 550 || returnCode == 551 || returnCode == 553);
        }
        return namesDeadAddress(status) && (to == To.RECIPIENT || status.startsWith("5.1."));
    }

    /** There is no such mailbox or domain, or not any more. Of 5.1 the others speak of the sender (RFC 3463, 3.2). */
    static boolean namesDeadAddress(String status) {
        return status.matches("5\\.1\\.([0-6]|10)|5\\.2\\.1|5\\.4\\.4");
    }

    private String status() {
        Matcher status = STATUS.matcher(text == null ? "" : text);
        return status.find() ? status.group(2) : "";
    }
}
