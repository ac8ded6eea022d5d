package io.vestnik.channel.email;

import io.vestnik.address.Mailbox;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads a report of a mail server: multipart/report (RFC 6522) with a message/delivery-status (RFC 3464). */
final class DeliveryReport {

    private final List<InternetHeaders> recipients = new ArrayList<>();
    private String messageId;

    /** Empty: it is about no recipient that anything is known of. */
    static List<Bounce> read(List<Part> parts) throws MessagingException, IOException {
        DeliveryReport report = new DeliveryReport();
        for (Part part : parts) {
            if (part.isMimeType("message/delivery-status")) {
                report.status(MailParts.octets(part));
            } else if (part.isMimeType("message/rfc822") || part.isMimeType("text/rfc822-headers")) {
                InternetHeaders original = new InternetHeaders(new ByteArrayInputStream(MailParts.octets(part)));
                report.messageId = original.getHeader("Message-ID", null);
            }
        }
        return report.recipients.stream().map(report::bounce).toList();
    }

    /** Blocks of fields with empty lines between: the first is of the mail, each other of a recipient. */
    private void status(byte[] octets) throws MessagingException {
        for (String block : new String(octets, StandardCharsets.UTF_8).strip().split("\\r?\\n[ \\t]*\\r?\\n")) {
            InternetHeaders fields =
                    new InternetHeaders(new ByteArrayInputStream((block + "\r\n\r\n").getBytes(StandardCharsets.UTF_8)));
            if (fields.getHeader("Status") != null && fields.getHeader("Action") != null) {
                recipients.add(fields);
            }
        }
    }

    private Bounce bounce(InternetHeaders fields) {
        String recipient = fields.getHeader("Final-Recipient") == null
                ? fields.getHeader("Original-Recipient", null)
                : fields.getHeader("Final-Recipient", null);
        String address = recipient == null ? null : recipient.substring(recipient.indexOf(';') + 1).strip().replaceAll("^<|>$", "");
        String status = fields.getHeader("Status", null).strip().replaceAll("[^0-9.].*", "");
        boolean failed = fields.getHeader("Action", null).strip().equalsIgnoreCase("failed") && status.startsWith("5.");
        return new Bounce(
                address == null ? null : Mailbox.normal(address).orElse(null), status, failed,
                messageId == null ? null : messageId.strip());
    }
}
